import { useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Key, NewKey } from '../api/types';
import { t } from '../i18n';
import { Copy } from '../ui/Copy';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { Waiting } from '../ui/View';
import { KeyForm } from './KeyForm';

/** The keys: making one, which is shown once, and revoking one, which is asked back. */
export function Keys() {
  const keys = useAnswer('keys', lake.keys);
  const [made, setMade] = useState<NewKey>();
  const [leaving, setLeaving] = useState<Key>();
  const [refused, setRefused] = useState<Problem>();
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = (key: Key) => {
    setLeaving(key);
    dialog.current?.showModal();
  };
  const revoke = async () => {
    dialog.current?.close();
    if (leaving === undefined) return;
    setRefused(undefined);
    try {
      await lake.revokeKey(leaving.id);
      keys.again();
    } catch (failure) {
      setRefused(Problem.of(failure));
    }
  };
  return (
    <section class="section">
      <h2>{t('keys.title')}</h2>
      <KeyForm
        made={(key) => {
          setMade(key);
          keys.again();
        }}
      />
      {made !== undefined && <Shown made={made} />}
      {refused !== undefined && <ProblemBox problem={refused} />}
      {keys.problem !== undefined && <ProblemBox problem={keys.problem} again={keys.again} />}
      {keys.value === undefined && keys.problem === undefined && <Waiting what={t('keys.waiting')} lines={2} />}
      {keys.value?.items.length === 0 && <p class="empty">{t('keys.none')}</p>}
      {keys.value !== undefined && keys.value.items.length > 0 && <List keys={keys.value.items} revoke={ask} />}
      <dialog ref={dialog} aria-labelledby="revoke-title">
        <h2 id="revoke-title">{t('keys.revoke.title', { name: leaving?.name ?? '' })}</h2>
        <p class="muted">{t('keys.revoke.text')}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('keys.keep')}
          </button>
          <button type="button" class="button danger" onClick={() => void revoke()}>
            {t('keys.revoke')}
          </button>
        </div>
      </dialog>
    </section>
  );
}

function Shown({ made }: { made: NewKey }) {
  const link = `${location.origin}/#key=${made.key}`;
  return (
    <div class="card new-key" role="status">
      <p>
        <strong>{t('keys.made', { name: made.name })}</strong> {t('keys.once')}
      </p>
      <div class="command-line">
        <code class="command">{made.key}</code>
        <Copy text={made.key} what={t('keys.key')} />
      </div>
      <p class="muted">{t('keys.link')}</p>
      <div class="command-line">
        <code class="command">{link}</code>
        <Copy text={link} what={t('keys.linkName')} />
      </div>
    </div>
  );
}

function List({ keys, revoke }: { keys: readonly Key[]; revoke: (key: Key) => void }) {
  return (
    <div class="scroll listing" tabIndex={0} role="region" aria-label={t('keys.title')}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{t('keys.name')}</th>
            <th scope="col">{t('keys.role')}</th>
            <th scope="col">{t('keys.created')}</th>
            <th scope="col">{t('keys.expires')}</th>
            <th scope="col">
              <span class="unseen">{t('keys.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">{key.name}</th>
              <td>{t(`role.${key.role}`)}</td>
              <td>
                <Time at={key.createdAt} />
              </td>
              <td>{key.expiresAt === undefined ? t('keys.never') : <Time at={key.expiresAt} as="relative" />}</td>
              <td class="number">
                {key.revokedAt === undefined ? (
                  <button type="button" class="button tiny danger" aria-label={t('keys.revokeThis', { name: key.name })} onClick={() => revoke(key)}>
                    {t('keys.revoke')}
                  </button>
                ) : (
                  <span class="mark">{t('keys.revoked')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
