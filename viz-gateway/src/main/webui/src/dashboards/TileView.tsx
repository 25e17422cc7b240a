import { useState } from 'preact/hooks';
import type { Tile, TileError, TileOutline } from '../api/types';
import { brief, exact } from '../format/numbers';
import { plain, type Value } from '../format/values';
import { t } from '../i18n';
import { Grid } from '../ui/Grid';
import { Icon } from '../ui/Icon';
import { nextStep, problemTitle } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { Chart } from './Chart';
import { breadth, placed } from './layout';
import type { Spec } from './spec';
import { TileSource } from './TileSource';

/** What may be over when it is asked again; anything else lies in the tile's own SQL. */
const PASSING = new Set(['SERVICE_UNAVAILABLE', 'INTERNAL_ERROR', 'TOO_MANY_REQUESTS', 'STORAGE_FULL', 'QUERY_CANCELLED', 'EXCEEDED_TIME_LIMIT']);

interface Props {
  outline: TileOutline;
  /** The tile with its data; undefined until the first answer. */
  tile: Tile | undefined;
  /** Whether an answer to other parameters is on its way. */
  stale: boolean;
  /** Asks for the dashboard's data again. */
  again: () => void;
}

/** One tile: its title, its number, chart or table, and from when and where that is. */
export function TileView({ outline, tile, stale, again }: Props) {
  const [asTable, setAsTable] = useState(false);
  const drawable = tile?.error === undefined && tile?.vegaLite !== undefined && outline.chart.type === 'vega-lite';
  const heading = `tile-${outline.id}`;
  return (
    <section
      class={`tile ${outline.chart.type} ${breadth(outline.place)}${tile?.error === undefined ? '' : ' failed'}`}
      style={placed(outline.place)}
      aria-labelledby={heading}
      aria-busy={tile === undefined || stale}
      data-tile={outline.id}
    >
      <header class="tile-head">
        <h2 id={heading}>{outline.title}</h2>
        {drawable && (
          <button
            type="button"
            class="button quiet tiny icon-only"
            aria-pressed={asTable}
            aria-label={t('tile.asTable', { title: outline.title })}
            title={t(asTable ? 'tile.showChart' : 'tile.showTable')}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon name={asTable ? 'chart' : 'table'} />
          </button>
        )}
        {tile !== undefined && <TileSource tile={tile} />}
      </header>
      {outline.description !== undefined && <p class="tile-description">{outline.description}</p>}
      <div class={`tile-body${stale ? ' stale' : ''}`}>
        {tile === undefined ? <div class="tile-skeleton" aria-hidden="true" /> : <Body tile={tile} asTable={asTable} again={again} />}
      </div>
      <footer class="tile-foot">
        {tile?.asOf !== undefined && (
          <>
            {t('tile.asOf')} <Time at={tile.asOf} />
          </>
        )}
        {tile?.truncated === true && <span class="tile-cut"> · {t('tile.truncated', { count: tile.rows?.length ?? 0 })}</span>}
      </footer>
    </section>
  );
}

function Body({ tile, asTable, again }: { tile: Tile; asTable: boolean; again: () => void }) {
  if (tile.error !== undefined) return <Failed tile={tile} error={tile.error} again={again} />;
  const columns = tile.columns ?? [];
  const rows = tile.rows ?? [];
  if (tile.chart.type === 'number') return <BigNumber value={rows[0]?.[0] ?? null} unit={tile.chart.unit} />;
  if (rows.length === 0) return <p class="tile-state">{t('tile.empty')}</p>;
  if (asTable || tile.vegaLite === undefined) return <Grid name={t('tile.tableOf', { title: tile.title })} columns={columns} rows={rows} />;
  return <Chart spec={tile.vegaLite as Spec} title={tile.title} />;
}

function BigNumber({ value, unit }: { value: Value; unit: string | undefined }) {
  if (value === null) return <p class="tile-state">{t('tile.noNumber')}</p>;
  if (typeof value !== 'number' && typeof value !== 'string') return <p class="big-number">{plain(value)}</p>;
  const text = brief(value);
  const whole = exact(value);
  const sign = unit === undefined ? '' : unit === '%' ? '%' : ` ${unit}`;
  return (
    <p class="big-number" title={`${whole}${sign}`}>
      {text}
      {sign !== '' && <span class="unit">{sign}</span>}
      {Math.abs(Number(value)) >= 1e6 && <span class="exact">{whole}</span>}
    </p>
  );
}

function Failed({ tile, error, again }: { tile: Tile; error: TileError; again: () => void }) {
  return (
    <div class="tile-failed" role="group" aria-label={t('tile.failed', { title: tile.title })}>
      <p class="tile-failed-title">
        <Icon name="warning" /> {problemTitle({ code: error.code, title: '', status: 0 })}
      </p>
      {error.detail !== undefined && <p>{error.detail}</p>}
      <p class="muted">{next(error.code)}</p>
      {PASSING.has(error.code) && (
        <p>
          <button type="button" class="button tiny" onClick={again}>
            <Icon name="again" /> {t('problem.again')}
          </button>
        </p>
      )}
    </div>
  );
}

function next(code: string): string {
  if (code === 'EXCEEDED_TIME_LIMIT') return t('tile.failed.slow');
  return PASSING.has(code) || code === 'FORBIDDEN' ? nextStep(code) : t('tile.failed.next');
}
