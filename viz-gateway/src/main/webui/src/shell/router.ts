import { store, useStore } from './store';

/** Where the reader is: the path and the query of the address. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export const place = store<Place>(here());

/** Counts the moves to another path, so that a move can carry the focus with it. */
export const moves = store(0);

export function usePlace(): Place {
  return useStore(place);
}

/** Goes to another address of the page without loading it again. */
export function navigate(address: string, how: { replace?: boolean } = {}): void {
  const before = location.pathname;
  if (how.replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  place.set(here());
  if (location.pathname !== before) {
    window.scrollTo(0, 0);
    moves.set(moves.value + 1);
  }
}

/** Listens to the browser's back and forward. */
export function followHistory(): void {
  window.addEventListener('popstate', () => {
    const before = place.value.path;
    place.set(here());
    if (place.value.path !== before) moves.set(moves.value + 1);
  });
}

/** An address from a path and the parts of its query that have a value. */
export function address(path: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** A path whose values are escaped: path`/data/${database}/${table}`. */
export function path(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce((text, part, i) => text + encodeURIComponent(values[i - 1] ?? '') + part);
}

/** The values of a pattern's `:names` in a path, or undefined when it does not fit. */
export function match(pattern: string, given: string): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const parts = given.split('/').filter(Boolean);
  if (wanted.length !== parts.length) return undefined;
  const values: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const part = parts[i]!;
    if (want.startsWith(':')) {
      try {
        values[want.slice(1)] = decodeURIComponent(part);
      } catch {
        return undefined; // a stray percent sign: no address of ours
      }
    } else if (want !== part) {
      return undefined;
    }
  }
  return values;
}
