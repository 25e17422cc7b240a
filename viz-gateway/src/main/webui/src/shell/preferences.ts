type Storage = 'localStorage' | 'sessionStorage';

/** Storage may be switched off, and then even naming it throws: what is kept is then gone at the next load. */
function within<T>(storage: Storage, use: (store: typeof localStorage) => T): T | undefined {
  try {
    return use(window[storage]);
  } catch {
    return undefined;
  }
}

/** What the reader chose, kept in this browser. */
export function remembered(name: string): string | undefined {
  return within('localStorage', (store) => store.getItem(`tarn.${name}`)) ?? undefined;
}

/** Keeps a choice, or forgets it when `value` is undefined. */
export function remember(name: string, value: string | undefined): void {
  within('localStorage', (store) => {
    if (value === undefined) store.removeItem(`tarn.${name}`);
    else store.setItem(`tarn.${name}`, value);
  });
}

/** Whether this browser keeps anything for the page at all. */
export function remembers(): boolean {
  return within('localStorage', (store) => store.length >= 0) === true;
}

/** What the reader was writing in this tab. */
export function drafted(name: string): string | undefined {
  return within('sessionStorage', (store) => store.getItem(`tarn.${name}`)) ?? undefined;
}

/** Keeps what the reader is writing, for a reload of this tab. */
export function draft(name: string, text: string): void {
  within('sessionStorage', (store) => store.setItem(`tarn.${name}`, text));
}
