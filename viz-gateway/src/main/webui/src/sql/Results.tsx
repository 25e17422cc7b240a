import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Query } from '../api/types';
import { t } from '../i18n';
import { Grid } from '../ui/Grid';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { save } from '../ui/save';
import { Waiting } from '../ui/View';

const ROWS_A_PAGE = 100;

/** The rows of a query, a page at a time, and all of them as CSV. */
export function Results({ query }: { query: Query }) {
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
  const [refused, setRefused] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const page = tokens.length - 1;
  const rows = useAnswer(
    `${query.queryId} ${page}`,
    (signal) => lake.results(query.queryId, ROWS_A_PAGE, tokens[page], signal),
    { keep: true },
  );
  const download = async () => {
    setSaving(true);
    setRefused(undefined);
    try {
      const response = await lake.resultsCsv(query.queryId);
      save(`${query.queryId}.csv`, await response.blob());
    } catch (failure) {
      setRefused(Problem.of(failure));
    } finally {
      setSaving(false);
    }
  };
  if (rows.problem !== undefined) return <ProblemBox problem={rows.problem} again={rows.again} />;
  if (rows.value === undefined) return <Waiting what={t('sql.waitingRows')} />;
  const { columns, rows: shown, nextPageToken } = rows.value;
  if (columns.length === 0) return <p class="empty">{t('sql.noColumns')}</p>;
  const first = page * ROWS_A_PAGE + 1;
  return (
    <div class="results">
      <div class="results-head">
        <span class="muted small" role="status">
          {range(first, shown.length, query.rows, nextPageToken !== undefined)}
        </span>
        <span class="actions">
          <button type="button" class="button tiny icon-only" disabled={page === 0 || rows.asking} aria-label={t('sql.previous')} title={t('sql.previous')} onClick={() => setTokens(tokens.slice(0, -1))}>
            <Icon name="previous" />
          </button>
          <button type="button" class="button tiny icon-only" disabled={nextPageToken === undefined || rows.asking} aria-label={t('sql.next')} title={t('sql.next')} onClick={() => setTokens([...tokens, nextPageToken])}>
            <Icon name="next" />
          </button>
          <button type="button" class="button tiny" disabled={saving} onClick={() => void download()}>
            <Icon name="save" /> {t(saving ? 'sql.csv.busy' : 'sql.csv')}
          </button>
        </span>
      </div>
      {refused !== undefined && <ProblemBox problem={refused} />}
      <Grid name={t('sql.results')} columns={columns} rows={shown} raw showTypes firstRow={first} />
    </div>
  );
}

function range(first: number, count: number, total: number | undefined, more: boolean): string {
  if (count === 0) return t('grid.empty');
  const last = first + count - 1;
  if (total !== undefined) return t('sql.rowsOf', { first, last, total });
  return t(more ? 'sql.rowsSoFar' : 'sql.rowsToEnd', { first, last });
}
