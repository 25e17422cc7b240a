import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { Snapshot } from '../api/types';
import { exact } from '../format/numbers';
import { known, t } from '../i18n';
import { path } from '../shell/router';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { Waiting } from '../ui/View';

const LOADS_SHOWN = 5;

/** Every commit to a table, newest first. */
export function History({ database, table }: { database: string; table: string }) {
  const snapshots = useAnswer(`${database}.${table}`, (signal) => lake.snapshots(database, table, signal));
  return (
    <section class="section">
      <h2>{t('history.title')}</h2>
      {snapshots.problem !== undefined && <ProblemBox problem={snapshots.problem} again={snapshots.again} />}
      {snapshots.value === undefined && snapshots.problem === undefined && <Waiting what={t('history.waiting')} lines={2} />}
      {snapshots.value?.items.length === 0 && <p class="empty">{t('history.none')}</p>}
      {snapshots.value !== undefined && snapshots.value.items.length > 0 && (
        <div class="scroll listing" tabIndex={0} role="region" aria-label={t('history.title')}>
          <table class="grid">
            <thead>
              <tr>
                <th scope="col">{t('history.when')}</th>
                <th scope="col">{t('history.operation')}</th>
                <th scope="col" class="number">
                  {t('history.added')}
                </th>
                <th scope="col" class="number">
                  {t('history.deleted')}
                </th>
                <th scope="col" class="number">
                  {t('history.total')}
                </th>
                <th scope="col">{t('history.snapshot')}</th>
                <th scope="col">{t('history.from')}</th>
              </tr>
            </thead>
            <tbody>
              {snapshots.value.items.map((snapshot) => (
                <Commit key={snapshot.snapshotId} snapshot={snapshot} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Commit({ snapshot }: { snapshot: Snapshot }) {
  const key = `history.operation.${snapshot.operation}`;
  return (
    <tr>
      <td class="nowrap">
        <Time at={snapshot.committedAt} />
      </td>
      <td>{known(key) ? t(key) : snapshot.operation}</td>
      <td class="number">{snapshot.addedRows === undefined ? '' : exact(snapshot.addedRows)}</td>
      <td class="number">{snapshot.deletedRows === undefined ? '' : exact(snapshot.deletedRows)}</td>
      <td class="number">{snapshot.rows === undefined ? '' : exact(snapshot.rows)}</td>
      <td>
        <code>{snapshot.snapshotId}</code> {snapshot.current === true && <span class="mark good">{t('history.current')}</span>}
      </td>
      <td>
        {snapshot.loads?.slice(0, LOADS_SHOWN).map((load, i) => (
          <span key={load}>
            <Link to={path`/activity/loads/${load}`}>{t('history.load', { number: i + 1 })}</Link>{' '}
          </span>
        ))}
        {(snapshot.loads?.length ?? 0) === 0 && snapshot.origin}
      </td>
    </tr>
  );
}
