import type { Load, LoadState } from '../api/types';
import { t } from '../i18n';
import { path } from '../shell/router';
import { Icon, type IconName } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Time } from '../ui/Time';
import { FaultList, nextStep, problemTitle } from '../ui/ProblemBox';

const LOOKS: Readonly<Record<LoadState, { tone: string; icon: IconName }>> = {
  RECEIVED: { tone: 'work', icon: 'again' },
  CHECKING: { tone: 'work', icon: 'again' },
  LOADING: { tone: 'work', icon: 'again' },
  LOADED: { tone: 'good', icon: 'check' },
  REJECTED: { tone: 'bad', icon: 'cross' },
  FAILED: { tone: 'bad', icon: 'warning' },
  CANCELLED: { tone: '', icon: 'stop' },
};

/** A load's state as a word with its sign. */
export function LoadMark({ state }: { state: LoadState }) {
  return (
    <span class={`mark ${LOOKS[state].tone}`}>
      <Icon name={LOOKS[state].icon} /> {t(`load.${state}`)}
    </span>
  );
}

/** What became of a load: what it is doing, or its rows, or what is wrong with the file and where. */
export function LoadOutcome({ load }: { load: Load }) {
  if (load.state === 'RECEIVED' || load.state === 'CHECKING' || load.state === 'LOADING') {
    return (
      <div class="load-work" role="status">
        <LoadMark state={load.state} />
        <span class="muted">{t(`load.${load.state}.now`)}</span>
        <progress max={1} value={load.progress} aria-label={t('load.progress')} />
      </div>
    );
  }
  if (load.state === 'LOADED') {
    return (
      <div class="load-done">
        <p role="status">
          <LoadMark state="LOADED" /> <strong>{t('load.rowsIn', { count: load.rowsLoaded ?? 0 })}</strong>
          {(load.rowsQuarantined ?? 0) > 0 && <span> {t('load.rowsAside', { count: load.rowsQuarantined! })}</span>}
        </p>
        <p class="actions">
          <Link class="button main" to={path`/data/${load.database}/${load.table}`}>
            {t('load.look')} <Icon name="next" />
          </Link>
        </p>
      </div>
    );
  }
  return (
    <div class="load-failed" role="alert">
      <p>
        <LoadMark state={load.state} />{' '}
        {load.error !== undefined && <strong>{problemTitle({ code: load.error.code, title: '', status: 0 })}</strong>}
      </p>
      {load.error?.detail !== undefined && <p>{load.error.detail}</p>}
      <FaultList faults={load.error?.errors ?? []} />
      {load.state === 'FAILED' && <p class="muted">{t('load.FAILED.next')}</p>}
      {load.nextAttemptAt !== undefined && (
        <p class="muted">
          {t('load.nextAttempt')} <Time at={load.nextAttemptAt} />
        </p>
      )}
      {load.state === 'REJECTED' && <p class="muted">{nextStep(load.error?.code ?? 'FILE_MALFORMED')}</p>}
    </div>
  );
}
