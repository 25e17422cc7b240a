import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../api/problem';
import type { Load } from '../api/types';
import { follow } from './following';

/** A load as it goes on, until it has ended. */
export function useFollowed(id: string): { load: Load | undefined; problem: Problem | undefined; again: () => void } {
  const [load, setLoad] = useState<Load>();
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setProblem(undefined);
    follow(id, setLoad, stop.signal).catch((failure: unknown) => {
      if (!stop.signal.aborted) setProblem(Problem.of(failure));
    });
    return () => stop.abort();
  }, [id, turn]);
  return { load, problem, again: () => setTurn((n) => n + 1) };
}
