import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Load } from '../api/types';
import { bytes, exact } from '../format/numbers';
import { t } from '../i18n';
import { may } from '../session/session';
import type { PathValues } from '../shell/views';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { Facts, View, Waiting } from '../ui/View';
import { ended } from '../upload/following';
import { LoadOutcome } from '../upload/LoadCard';
import { useFollowed } from '../upload/useFollowed';
import '../styles/upload.css';
import '../styles/activity.css';

/** One load: where it came from, what became of it, and what can be done about it. */
export function LoadView({ values }: { values: PathValues }) {
  const id = values['id']!;
  const { load, problem, again } = useFollowed(id);
  const [refused, setRefused] = useState<Problem>();
  const act = async (what: () => Promise<unknown>) => {
    setRefused(undefined);
    try {
      await what();
      again();
    } catch (failure) {
      setRefused(Problem.of(failure));
    }
  };
  return (
    <View
      title={load?.source?.name ?? t('load.title')}
      above={[{ name: t('nav.activity'), to: '/activity' }]}
      actions={
        load !== undefined &&
        may('editor') && (
          <>
            {!ended(load) && (
              <button type="button" class="button" onClick={() => void act(() => lake.cancelLoad(id))}>
                <Icon name="stop" /> {t('load.cancel')}
              </button>
            )}
            {(load.state === 'REJECTED' || load.state === 'FAILED') && (
              <button type="button" class="button" onClick={() => void act(() => lake.retryLoad(id))}>
                <Icon name="again" /> {t('load.retry')}
              </button>
            )}
          </>
        )
      }
    >
      {refused !== undefined && <ProblemBox problem={refused} />}
      {problem !== undefined && <ProblemBox problem={problem} again={again} />}
      {load === undefined && problem === undefined && <Waiting what={t('load.waiting')} />}
      {load !== undefined && (
        <>
          <div class="card upload">
            <LoadOutcome load={load} />
          </div>
          <div class="section">
            <Facts facts={facts(load)} />
          </div>
        </>
      )}
    </View>
  );
}

function facts(load: Load): [string, ComponentChildren][] {
  const found: [string, ComponentChildren][] = [[t('data.table'), `${load.database}.${load.table}`]];
  if (load.source?.bytes !== undefined) found.push([t('data.size'), bytes(load.source.bytes)]);
  if (load.rowsRead !== undefined) found.push([t('load.rowsRead'), exact(load.rowsRead)]);
  if (load.rowsLoaded !== undefined) found.push([t('activity.rowsLoaded'), exact(load.rowsLoaded)]);
  if (load.startedAt !== undefined) found.push([t('load.started'), <Time at={load.startedAt} as="local" />]);
  if (load.finishedAt !== undefined) found.push([t('load.finished'), <Time at={load.finishedAt} as="local" />]);
  if (load.snapshotId !== undefined) found.push([t('history.snapshot'), <code>{load.snapshotId}</code>]);
  if (load.source?.uri !== undefined) found.push([t('load.source'), <code>{load.source.uri}</code>]);
  found.push([t('load.id'), <code>{load.id}</code>]);
  return found;
}
