import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Query } from '../api/types';

/** A statement on its way: nothing yet, being sent, a query with its state, or refused. */
export interface Running {
  readonly query: Query | undefined;
  readonly problem: Problem | undefined;
  /** When the statement was sent, while it has not ended; milliseconds of the browser's clock. */
  readonly since: number | undefined;
}

const NOTHING: Running = { query: undefined, problem: undefined, since: undefined };
const FIRST_MILLIS = 100;
const SLOWEST_MILLIS = 1500;

/** Runs statements one after the other; a new one takes the place of the last, which goes on at the server. */
export function useRunning(): {
  running: Running;
  run: (sql: string, database: string | undefined) => Promise<Query | undefined>;
  open: (id: string) => Promise<Query | undefined>;
  cancel: () => Promise<void>;
} {
  const [running, setRunning] = useState<Running>(NOTHING);
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const track = useCallback(async (begin: (signal: AbortSignal) => Promise<Query>) => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    const since = Date.now();
    setRunning({ ...NOTHING, since });
    let query: Query | undefined;
    try {
      query = await begin(control.signal);
      for (let pause = FIRST_MILLIS; going(query); pause = Math.min(pause * 1.5, SLOWEST_MILLIS)) {
        if (control.signal.aborted) return undefined;
        setRunning({ query, problem: undefined, since });
        await new Promise((resume) => setTimeout(resume, pause));
        query = await lake.query(query.queryId, control.signal);
      }
      if (control.signal.aborted) return undefined;
      // The answer to the submission may be brief; the whole query tells its snapshots and statistics.
      if (query.statistics === undefined || query.sql === undefined) query = await lake.query(query.queryId, control.signal);
      setRunning({ query, problem: undefined, since: undefined });
      return query;
    } catch (failure) {
      if (!control.signal.aborted) setRunning({ query, problem: Problem.of(failure), since: undefined });
      return undefined;
    }
  }, []);

  return {
    running,
    run: useCallback((sql, database) => track((signal) => lake.submit(sql, database, signal)), [track]),
    open: useCallback((id) => track((signal) => lake.query(id, signal)), [track]),
    cancel: async () => {
      const id = running.query?.queryId;
      if (id === undefined) return;
      try {
        await lake.cancelQuery(id);
      } catch (failure) {
        setRunning((before) => ({ ...before, problem: Problem.of(failure) }));
      }
    },
  };
}

function going(query: Query): boolean {
  return query.state === 'QUEUED' || query.state === 'RUNNING';
}
