import { useMemo, useRef } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { DashboardData, Parameter, Tile } from '../api/types';
import { t } from '../i18n';
import { navigate, usePlace } from '../shell/router';
import type { PathValues } from '../shell/views';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { View, Waiting } from '../ui/View';
import '../styles/dashboard.css';
import { choicesIn, choose } from './choices';
import { inReadingOrder } from './layout';
import { useNews } from './news';
import { Parameters } from './Parameters';
import { unchangedKept } from './same';
import { TileView } from './TileView';

/** A dashboard: its layout at once, its tiles as soon as they answer, and from then on kept up to date in place. */
export function DashboardView({ values }: { values: PathValues }) {
  const id = values['id']!;
  const { query } = usePlace();
  const chosen = choicesIn(query);
  const outline = useAnswer(id, (signal) => lake.dashboard(id, signal));
  const key = `${id}?${new URLSearchParams(chosen)}`;
  const data = useAnswer(key, (signal) => lake.dashboardData(id, chosen, signal), { keep: true });
  const before = useRef<DashboardData | undefined>(undefined);
  const shown = useMemo(() => {
    before.current = data.value === undefined ? undefined : unchangedKept(before.current, data.value);
    return before.current;
  }, [data.value]);
  const tables = useMemo(() => new Set(shown?.tiles.flatMap((tile) => Object.keys(tile.snapshots ?? {}))), [shown]);
  useNews(tables, data.again);

  const standards = shown?.parameters ?? outline.value?.parameters ?? [];
  const onChoice = (name: string, value: string) => {
    const standard = standards.find((parameter) => parameter.name === name)?.default;
    const next = choose(query, name, value, standard).toString();
    navigate(next === '' ? location.pathname : `${location.pathname}?${next}`);
  };

  const title = shown?.title ?? outline.value?.title ?? id;
  const above = [{ name: t('nav.dashboards'), to: '/' }];
  const problem = outline.problem ?? data.problem;
  if (outline.value === undefined && shown === undefined) {
    return (
      <View title={title} above={above}>
        {problem === undefined ? <Waiting what={t('dashboard.waiting')} lines={6} /> : <ProblemBox problem={problem} again={again(outline, data)} />}
      </View>
    );
  }
  const tiles = inReadingOrder(outline.value?.tiles ?? shown?.tiles ?? []);
  const filled = new Map<string, Tile>(shown?.tiles.map((tile) => [tile.id, tile]));
  const stale = data.asking && data.value !== undefined && data.changing;
  return (
    <View
      title={title}
      above={above}
      lead={shown?.description ?? outline.value?.description}
      actions={<Parameters parameters={withChoices(standards, chosen)} choose={onChoice} ready={shown !== undefined} />}
    >
      {data.problem !== undefined && (
        <div class="dashboard-problem">
          <ProblemBox problem={data.problem} again={data.again} />
        </div>
      )}
      <p class="dashboard-state" role="status">
        {data.asking && (data.changing || shown === undefined) ? (
          t('dashboard.asking')
        ) : shown !== undefined ? (
          <>
            {t('tile.asOf')} <Time at={shown.asOf} as="local" />
          </>
        ) : null}
      </p>
      <div class="tiles">
        {tiles.map((tile) => (
          <TileView key={tile.id} outline={{ ...tile, ...filled.get(tile.id) }} tile={filled.get(tile.id)} stale={stale} again={data.again} />
        ))}
      </div>
    </View>
  );
}

function again(...answers: readonly { again(): void }[]): () => void {
  return () => {
    for (const answer of answers) answer.again();
  };
}

/** The parameters with what the address asks for, so that a control shows a choice before its data is here. */
function withChoices(parameters: readonly Partial<Parameter>[], chosen: Record<string, string>): Parameter[] {
  return parameters.map((parameter) => {
    const { name = '', type = 'varchar', title = name, options, error } = parameter;
    const value = chosen[name] ?? parameter.value ?? parameter.default ?? null;
    return { name, type, title, value, ...(Array.isArray(options) && { options }), ...(error && { error }) };
  });
}
