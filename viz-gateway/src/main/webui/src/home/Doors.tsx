import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { may } from '../session/session';
import { takeFiles } from '../upload/picked';
import { Copy } from '../ui/Copy';
import { Icon, type IconName } from '../ui/Icon';
import { DropZone } from '../upload/DropZone';

const SAMPLE = './tarn demo';

/** The three ways to put something into an empty lake. */
export function Doors() {
  return (
    <ul class="doors">
      <Way icon="play" title={t('doors.sample')} text={t('doors.sample.text')}>
        <div class="command-line">
          <code class="command">{SAMPLE}</code>
          <Copy text={SAMPLE} what={t('doors.sample.command')} />
        </div>
      </Way>
      <Way icon="file" title={t('doors.file')} text={t('doors.file.text')}>
        {may('editor') ? <DropZone kind="files" take={takeFiles} /> : <p class="hint">{t('doors.editor')}</p>}
      </Way>
      <Way icon="folder" title={t('doors.folder')} text={t('doors.folder.text')}>
        {may('editor') ? <DropZone kind="folder" take={takeFiles} /> : <p class="hint">{t('doors.editor')}</p>}
      </Way>
    </ul>
  );
}

interface Props {
  icon: IconName;
  title: string;
  text: string;
  children: ComponentChildren;
}

function Way({ icon, title, text, children }: Props) {
  return (
    <li class="card way">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p class="muted">{text}</p>
      <div class="way-do">{children}</div>
    </li>
  );
}
