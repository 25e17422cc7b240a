import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Query } from '../api/types';
import { t } from '../i18n';
import { draft, drafted } from '../shell/preferences';
import { address, navigate, usePlace } from '../shell/router';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { View } from '../ui/View';
import '../styles/sql.css';
import { Editor } from './Editor';
import { Results } from './Results';
import { RunningLine } from './RunningLine';
import { useRunning } from './running';
import { Tree } from './Tree';
import { offsetOf } from './tokens';

const DRAFT = 'sql';

/** SQL: the names at hand, an editor, and the rows. The address names the query that ran, so that it can be shared. */
export function SqlView() {
  const { query } = usePlace();
  const given = query.get('sql') ?? undefined;
  const opened = query.get('query') ?? undefined;
  const [text, setText] = useState(given ?? drafted(DRAFT) ?? '');
  const [database, setDatabase] = useState<string | undefined>(query.get('database') ?? undefined);
  const databases = useAnswer('databases', lake.databases);
  const { running, run, open, cancel } = useRunning();
  const field = useRef<HTMLTextAreaElement>(null);
  const ran = useRef<string | undefined>(undefined);
  const [changed, setChanged] = useState(false);

  useEffect(() => {
    if (opened === undefined || opened === ran.current) return;
    ran.current = opened;
    void open(opened).then((found) => {
      if (found?.sql === undefined) return;
      edit(found.sql);
      setDatabase(found.database);
      setChanged(false);
    });
  }, [opened]);
  useEffect(() => field.current?.focus(), []);

  const edit = (next: string) => {
    setText(next);
    setChanged(true);
    draft(DRAFT, next);
  };
  const start = async () => {
    if (text.trim() === '') return;
    setChanged(false);
    const done = await run(text, database);
    if (done === undefined) return;
    ran.current = done.queryId;
    navigate(address('/sql', { query: done.queryId }), { replace: true });
  };
  const problem = running.problem ?? failureOf(running.query);
  const spot = changed ? undefined : problem?.spot;
  const goThere = () => {
    if (spot === undefined || field.current === null) return;
    const at = offsetOf(text, spot.line, spot.column);
    field.current.focus();
    field.current.setSelectionRange(at, at);
  };
  const insert = (name: string) => {
    const area = field.current;
    if (area === null) return;
    area.focus();
    area.setRangeText(name, area.selectionStart, area.selectionEnd, 'end');
    edit(area.value);
  };
  const busy = running.since !== undefined;
  return (
    <View title={t('sql.title')}>
      <div class="sql">
        <Tree insert={insert} open={database} />
        <div class="sql-work">
          <Editor text={text} field={field} wrong={spot} change={edit} run={() => void start()} />
          <div class="sql-bar">
            <label class="sql-database">
              <span class="muted small">{t('sql.database')}</span>
              <select class="small" value={database ?? ''} onChange={(event) => setDatabase(event.currentTarget.value || undefined)}>
                <option value="">default</option>
                {(databases.value?.items ?? [])
                  .filter((one) => one.name !== 'default')
                  .map((one) => (
                    <option key={one.name} value={one.name}>
                      {one.name}
                    </option>
                  ))}
              </select>
            </label>
            <span class="muted small" id="sql-keys">
              {t('sql.keys')}
            </span>
            <span class="sql-go">
              {busy && running.query !== undefined && (
                <button type="button" class="button" onClick={() => void cancel()}>
                  <Icon name="stop" /> {t('sql.cancel')}
                </button>
              )}
              <button type="button" class="button main" disabled={text.trim() === ''} onClick={() => void start()}>
                <Icon name="play" /> {t('sql.run')}
              </button>
            </span>
          </div>
          <RunningLine running={running} />
          {problem !== undefined && (
            <div id="sql-problem">
              <ProblemBox problem={problem} places={problem.errors.length > 1}>
                {spot !== undefined && (
                  <button type="button" class="button" onClick={goThere}>
                    {t('sql.goThere', { line: spot.line, column: spot.column })}
                  </button>
                )}
              </ProblemBox>
            </div>
          )}
          {running.query?.state === 'SUCCEEDED' && <Results key={running.query.queryId} query={running.query} />}
        </div>
      </div>
    </View>
  );
}

/** A query that failed while it ran, as a problem. */
function failureOf(query: Query | undefined): Problem | undefined {
  if (query?.state !== 'FAILED' || query.error === undefined) return undefined;
  const { code, detail, line, column } = query.error;
  const places = line === undefined ? [] : [{ line, ...(column !== undefined && { column }) }];
  return new Problem(200, code, '', detail ?? '', undefined, places);
}
