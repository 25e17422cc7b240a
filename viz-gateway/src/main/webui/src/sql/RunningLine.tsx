import { useEffect, useState } from 'preact/hooks';
import type { Query, QueryState } from '../api/types';
import { bytes, duration } from '../format/numbers';
import { t } from '../i18n';
import { Icon, type IconName } from '../ui/Icon';
import type { Running } from './running';

const LOOKS: Readonly<Record<QueryState, { tone: string; icon: IconName }>> = {
  QUEUED: { tone: 'work', icon: 'again' },
  RUNNING: { tone: 'work', icon: 'again' },
  SUCCEEDED: { tone: 'good', icon: 'check' },
  FAILED: { tone: 'bad', icon: 'warning' },
  CANCELLED: { tone: '', icon: 'stop' },
};

/** A query's state as a word with its sign. */
export function QueryMark({ state }: { state: QueryState }) {
  return (
    <span class={`mark ${LOOKS[state].tone}`}>
      <Icon name={LOOKS[state].icon} /> {t(`query.${state}`)}
    </span>
  );
}

/** What a statement is doing and for how long, or what it took. */
export function RunningLine({ running }: { running: Running }) {
  const { query, since } = running;
  if (since === undefined && query === undefined) return null;
  return (
    <div class="sql-state" role="status">
      {query === undefined ? <span class="mark work">{t('sql.sending')}</span> : <QueryMark state={query.state} />}
      {since !== undefined ? <Clock since={since} /> : query !== undefined && <Took query={query} />}
    </div>
  );
}

function Took({ query }: { query: Query }) {
  const { statistics } = query;
  const said = [
    statistics?.totalMillis !== undefined && duration(statistics.totalMillis),
    statistics?.scannedBytes !== undefined && t('sql.scanned', { size: bytes(statistics.scannedBytes) }),
    statistics?.reused === true && t('sql.reused'),
  ].filter((part): part is string => typeof part === 'string');
  return <span class="muted small">{said.join(' · ')}</span>;
}

function Clock({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  // Not read aloud at every tick: the state beside it is.
  return (
    <span class="muted small" aria-hidden="true">
      {duration(Math.max(0, now - since))}
    </span>
  );
}
