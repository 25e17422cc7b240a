import { useFollowed } from './useFollowed';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { Waiting } from '../ui/View';
import { LoadOutcome } from './LoadCard';

/** A load that the address names: made before the page was loaded. */
export function PastLoad({ id }: { id: string }) {
  const { load, problem, again } = useFollowed(id);
  return (
    <li class="card upload">
      {load !== undefined && (
        <>
          <div class="upload-head">
            <Icon name="file" />
            <span class="upload-name">{load.source?.name ?? load.source?.uri ?? load.id}</span>
            <span class="upload-table muted small">{t('upload.into', { table: `${load.database}.${load.table}` })}</span>
          </div>
          <LoadOutcome load={load} />
        </>
      )}
      {problem !== undefined && <ProblemBox problem={problem} again={again} />}
      {load === undefined && problem === undefined && <Waiting what={t('load.waiting')} lines={1} />}
    </li>
  );
}
