const PATIENCE_MILLIS = 1500;

/** Settles when it is an element's turn to be drawn: at once if it is in sight, else when the browser has time. */
export function turnOf(element: Element): Promise<void> {
  return new Promise((drawNow) => {
    const sight = new IntersectionObserver((entries) => {
      sight.disconnect();
      if (entries.some((entry) => entry.isIntersecting)) drawNow();
      else if (typeof requestIdleCallback === 'function') requestIdleCallback(() => drawNow(), { timeout: PATIENCE_MILLIS });
      else setTimeout(drawNow, PATIENCE_MILLIS / 10);
    });
    sight.observe(element);
  });
}
