import { useState } from 'preact/hooks';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { NewKey, Role } from '../api/types';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';

const ROLES: readonly Role[] = ['viewer', 'analyst', 'editor', 'admin'];
const DAYS: readonly number[] = [1, 7, 30, 90, 365];

/** Makes a key: for whom, with which role, for how long. */
export function KeyForm({ made }: { made: (key: NewKey) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const [refused, setRefused] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const make = async (event: Event) => {
    event.preventDefault();
    if (name.trim() === '') return;
    setRefused(undefined);
    setBusy(true);
    try {
      const expires = days === '' ? undefined : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
      made(await lake.makeKey(name.trim(), role, expires));
      setName('');
    } catch (failure) {
      setRefused(Problem.of(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <form class="card key-form" onSubmit={(event) => void make(event)}>
        <div class="field">
          <label for="key-name">{t('keys.name')}</label>
          <input id="key-name" value={name} required maxLength={100} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="key-role">{t('keys.role')}</label>
          <select id="key-role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}: {t(`role.${one}.may`)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="key-days">{t('keys.validFor')}</label>
          <select id="key-days" value={days} onChange={(event) => setDays(event.currentTarget.value)}>
            {DAYS.map((one) => (
              <option key={one} value={String(one)}>
                {t('keys.days', { count: one })}
              </option>
            ))}
            <option value="">{t('keys.forever')}</option>
          </select>
        </div>
        <button type="submit" class="button main" disabled={busy || name.trim() === ''}>
          <Icon name="key" /> {t('keys.make')}
        </button>
      </form>
      {refused !== undefined && <ProblemBox problem={refused} />}
    </>
  );
}
