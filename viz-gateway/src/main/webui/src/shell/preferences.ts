/** What the reader chose, kept in this browser; a browser without storage forgets it at the next load. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`tarn.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether this browser keeps anything for the page at all. */
export function remembers(): boolean {
  try {
    return typeof localStorage.length === 'number';
  } catch {
    return false;
  }
}

/** Keeps a choice, or forgets it when `value` is undefined. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`tarn.${name}`);
    else localStorage.setItem(`tarn.${name}`, value);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
}
