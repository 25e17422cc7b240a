import { useEffect, useRef } from 'preact/hooks';
import { endpoint } from '../api/http';

/** How long after a commit is waited for more of them, so that a burst is asked after once. */
const GATHER_MILLIS = 250;
/** When a stream that was refused is tried again; until then this is how old the view may be. */
const AGAIN_MILLIS = 30_000;

interface CommitEvent {
  readonly database: string;
  readonly table: string;
}

/**
 * Calls back when one of the tables (`database.table`; none: any) has a new commit, while the page is in sight. Out of
 * sight no stream is held open, and coming back into sight counts as news.
 */
export function useNews(tables: ReadonlySet<string>, look: () => void): void {
  const wanted = useRef(tables);
  wanted.current = tables;
  useEffect(() => {
    let stream: EventSource | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const news = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        look();
      }, GATHER_MILLIS);
    };
    const listen = () => {
      stream = new EventSource(endpoint('/commits/events'));
      stream.addEventListener('commit', (event: MessageEvent<string>) => {
        const { database, table } = JSON.parse(event.data) as CommitEvent;
        if (wanted.current.size === 0 || wanted.current.has(`${database}.${table}`)) news();
      });
      stream.addEventListener('reset', news);
      stream.addEventListener('error', () => {
        // A broken stream comes back by itself; a refused one is closed.
        if (stream?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(() => {
          look();
          listen();
        }, AGAIN_MILLIS);
      });
    };
    const hush = () => {
      stream?.close();
      clearTimeout(gathering);
      clearTimeout(retry);
      stream = gathering = retry = undefined;
    };
    const sight = () => {
      hush();
      if (document.visibilityState !== 'visible') return;
      look();
      listen();
    };
    if (document.visibilityState === 'visible') listen();
    document.addEventListener('visibilitychange', sight);
    return () => {
      hush();
      document.removeEventListener('visibilitychange', sight);
    };
  }, [look]);
}
