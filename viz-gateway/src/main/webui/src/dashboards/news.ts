import { useEffect } from 'preact/hooks';

const EVERY_MILLIS = 20_000;

/** Calls back regularly while the page is in sight, and at once when it comes back into sight after a while. */
export function useNews(look: () => void): void {
  useEffect(() => {
    let looked = Date.now();
    const due = () => {
      if (document.visibilityState !== 'visible' || Date.now() - looked < EVERY_MILLIS) return;
      looked = Date.now();
      look();
    };
    const timer = setInterval(due, EVERY_MILLIS);
    document.addEventListener('visibilitychange', due);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', due);
    };
  }, [look]);
}
