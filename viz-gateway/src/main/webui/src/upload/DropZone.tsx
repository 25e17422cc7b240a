import { useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { filesChosen, filesOf, type Picked } from './dropped';

interface Props {
  /** What the buttons choose; dropping takes both. */
  kind: 'files' | 'folder' | 'both';
  take: (picked: Picked) => void;
}

/** A place to drop files or a folder on, with buttons that open the system's chooser. */
export function DropZone({ kind, take }: Props) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    if (event.dataTransfer !== null) void filesOf(event.dataTransfer).then(take);
  };
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    if (event.currentTarget.files !== null) take(filesChosen(event.currentTarget.files));
    event.currentTarget.value = '';
  };
  return (
    <div
      class={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p class="muted">{t(kind === 'folder' ? 'drop.folder' : 'drop.files')}</p>
      <div class="drop-buttons">
        {kind !== 'folder' && (
          <button type="button" class={kind === 'both' ? 'button main' : 'button'} onClick={() => files.current?.click()}>
            <Icon name="file" /> {t('drop.chooseFiles')}
          </button>
        )}
        {kind !== 'files' && (
          <button type="button" class="button" onClick={() => folder.current?.click()}>
            <Icon name="folder" /> {t('drop.chooseFolder')}
          </button>
        )}
      </div>
      {kind !== 'folder' && <input ref={files} type="file" multiple hidden data-choose="files" onChange={chosen} />}
      {kind !== 'files' && <input ref={folder} type="file" multiple hidden data-choose="folder" {...{ webkitdirectory: true }} onChange={chosen} />}
    </div>
  );
}
