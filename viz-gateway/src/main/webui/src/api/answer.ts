import { useCallback, useEffect, useState } from 'preact/hooks';
import { Problem } from './problem';

/** What a view knows of something it asked for. While it asks again, the former value stays. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly asking: boolean;
  /** Whether the value answers a former key. */
  readonly changing: boolean;
  again(): void;
}

interface Known<T> {
  readonly key: string;
  readonly value?: T;
  readonly problem?: Problem;
  readonly asking: boolean;
  /** The key that the value answers. */
  readonly of?: string;
}

/**
 * Asks when the view appears and whenever `key` changes; an answer that comes after that is dropped. A value is kept
 * over a change of key only with `keep`. An undefined key asks nothing.
 */
export function useAnswer<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  how: { keep?: boolean } = {},
): Answer<T> {
  const [known, setKnown] = useState<Known<T>>({ key: '', asking: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === undefined) return undefined;
    const stop = new AbortController();
    setKnown((before) => {
      const same = how.keep || before.key === key;
      return { key, asking: true, ...(same && pick(before)) };
    });
    ask(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setKnown({ key, value, of: key, asking: false });
      },
      (failure: unknown) => {
        if (stop.signal.aborted) return;
        const problem = Problem.of(failure);
        setKnown((before) => ({ ...before, key, problem, asking: false }));
      },
    );
    return () => stop.abort();
    // `ask` is made anew at each drawing; what it asks is named by the key.
  }, [key, turn]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  const current = known.key === key || how.keep;
  return {
    value: current ? known.value : undefined,
    problem: known.key === key ? known.problem : undefined,
    asking: known.asking || known.key !== key,
    changing: known.of !== undefined && known.of !== key,
    again,
  };
}

function pick<T>(known: Known<T>): Partial<Known<T>> {
  return {
    ...(known.value !== undefined && { value: known.value }),
    ...(known.of !== undefined && { of: known.of }),
  };
}
