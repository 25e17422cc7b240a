import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { t } from '../i18n';
import { LanguageChoice, ThemeChoice } from '../shell/Shell';
import { ProblemBox } from '../ui/ProblemBox';
import { offersProvider, PROVIDER, signIn } from './session';

/**
 * The view of somebody not signed in: the identity provider is a click away where there is one; a key is pasted, and
 * the address stays as it was.
 */
export function SignIn({ problem }: { problem: Problem | undefined }) {
  const [key, setKey] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [provider, setProvider] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => void offersProvider().then(setProvider), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setMissing(key.trim() === '');
    if (key.trim() === '') {
      field.current?.focus();
      return;
    }
    setBusy(true);
    await signIn(key);
    setBusy(false);
    field.current?.select();
  };
  return (
    <main id="content" class="sign-in">
      <form class="card" onSubmit={(event) => void submit(event)} noValidate>
        <img src="/favicon.svg" width="40" height="40" alt="" />
        <h1>{t('signIn.title')}</h1>
        {provider && (
          <>
            <a class="button main" href={PROVIDER}>
              {t('signIn.provider')}
            </a>
            <p class="muted or">{t('signIn.or')}</p>
          </>
        )}
        {!provider && <p class="muted">{t('signIn.lead')}</p>}
        <label for="key">{t('signIn.key')}</label>
        <input
          id="key"
          ref={field}
          type="password"
          autoComplete="current-password"
          spellcheck={false}
          placeholder="tarn_…"
          value={key}
          aria-invalid={missing}
          aria-describedby="key-hint"
          onInput={(event) => setKey(event.currentTarget.value)}
        />
        <button type="submit" class={provider ? 'button' : 'button main'} disabled={busy}>
          {busy ? t('signIn.busy') : t('signIn.do')}
        </button>
        {problem !== undefined && !missing && <ProblemBox problem={problem} />}
        <p id="key-hint" class="hint">
          {missing ? t('signIn.missing') : t('signIn.hint')}
        </p>
        <code class="command">./tarn key --role editor</code>
      </form>
      <div class="choices">
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </main>
  );
}
