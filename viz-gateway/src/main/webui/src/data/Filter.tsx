import { t } from '../i18n';

/** A field that narrows a list as one types. */
export function Filter({ value, change }: { value: string; change: (text: string) => void }) {
  return (
    <input type="search" aria-label={t('data.filter')} placeholder={t('data.filter')} value={value} onInput={(event) => change(event.currentTarget.value)} />
  );
}
