import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Icon } from './Icon';

interface Props {
  text: string;
  what: string;
}

/** A button that puts a text on the clipboard and says whether it did. */
export function Copy({ text, what }: Props) {
  const [done, setDone] = useState<'copied' | 'refused' | undefined>();
  useEffect(() => {
    if (done === undefined) return undefined;
    const timer = setTimeout(() => setDone(undefined), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => {
    const clipboard = navigator.clipboard as Clipboard | undefined; // absent without TLS
    if (clipboard === undefined) setDone('refused');
    else clipboard.writeText(text).then(() => setDone('copied'), () => setDone('refused'));
  };
  return (
    <>
      <button type="button" class="button quiet icon-only" aria-label={t('copy.this', { what })} title={t('copy.this', { what })} onClick={copy}>
        <Icon name={done === 'copied' ? 'check' : 'copy'} />
      </button>
      <span role="status" class={done === 'refused' ? 'hint' : 'unseen'}>
        {done === undefined ? '' : t(done === 'copied' ? 'copy.done' : 'copy.refused')}
      </span>
    </>
  );
}
