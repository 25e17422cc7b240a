import { bytes, percent } from '../format/numbers';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { LoadOutcome } from './LoadCard';
import { allowedName } from './names';
import { uploads, type Upload } from './uploads';

/** One file of an upload: its name and size, its table, and how far it is. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { file, number, stage, table } = upload;
  const field = `table-${number}`;
  return (
    <li class="card upload">
      <div class="upload-head">
        <Icon name="file" />
        <span class="upload-name">{file.name}</span>
        <span class="muted small nowrap">{bytes(file.size)}</span>
        {stage.kind === 'picked' ? (
          <span class="upload-table">
            <label for={field}>{t('upload.table')}</label>
            <input
              id={field}
              class="small"
              value={table}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={!allowedName(table)}
              aria-describedby="name-rule"
              onInput={(event) => uploads.rename(number, event.currentTarget.value)}
            />
          </span>
        ) : (
          <span class="upload-table muted small">{t('upload.into', { table: stage.kind === 'load' ? `${stage.load.database}.${stage.load.table}` : table.toLowerCase() })}</span>
        )}
        <button type="button" class="button quiet tiny icon-only" aria-label={t('upload.remove', { name: file.name })} title={t('upload.removeShort')} onClick={() => uploads.remove(number)}>
          <Icon name="cross" />
        </button>
      </div>
      <Progress upload={upload} />
    </li>
  );
}

function Progress({ upload }: { upload: Upload }) {
  const { stage, file } = upload;
  switch (stage.kind) {
    case 'picked':
      return null;
    case 'queued':
      return <p class="muted small">{t('upload.queued')}</p>;
    case 'sending':
      return (
        <div class="load-work">
          <span class="muted small">
            {t('upload.sending', { sent: bytes(Math.min(stage.sent, file.size)), total: bytes(file.size), share: percent(file.size === 0 ? 1 : Math.min(1, stage.sent / file.size)) })}
          </span>
          <progress max={file.size} value={Math.min(stage.sent, file.size)} aria-label={t('upload.progress', { name: file.name })} />
        </div>
      );
    case 'load':
      return (
        <>
          <LoadOutcome load={stage.load} />
          {stage.problem !== undefined && <ProblemBox problem={stage.problem} />}
        </>
      );
    case 'refused':
      return <ProblemBox problem={stage.problem} again={stage.problem.passing ? () => uploads.again(upload) : undefined} />;
  }
}
