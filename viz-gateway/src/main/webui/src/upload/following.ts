import { lake } from '../api/lake';
import type { Load } from '../api/types';

const FIRST_MILLIS = 250;
const SLOWEST_MILLIS = 2000;

/** Whether a load's state will not change by itself any more. */
export function ended(load: Load): boolean {
  if (load.state === 'FAILED') return load.nextAttemptAt === undefined;
  return load.state === 'LOADED' || load.state === 'REJECTED' || load.state === 'CANCELLED';
}

/** Asks after a load until it has ended, more and more seldom, and tells each answer. */
export async function follow(id: string, tell: (load: Load) => void, signal: AbortSignal): Promise<void> {
  let pause = FIRST_MILLIS;
  while (!signal.aborted) {
    const load = await lake.load(id, signal);
    if (signal.aborted) return;
    tell(load);
    if (ended(load)) return;
    await new Promise<void>((resume) => {
      const timer = setTimeout(resume, pause);
      signal.addEventListener('abort', () => (clearTimeout(timer), resume()), { once: true });
    });
    pause = Math.min(pause * 1.4, SLOWEST_MILLIS);
  }
}
