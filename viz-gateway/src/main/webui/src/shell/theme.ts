import { remember, remembered } from './preferences';
import { store } from './store';

export type Theme = 'system' | 'light' | 'dark';

const chosen = remembered('theme');

/** The reader's theme; `system` follows the operating system. */
export const theme = store<Theme>(chosen === 'light' || chosen === 'dark' ? chosen : 'system');

/** Counts up whenever the colours on screen change, by choice or by the system. */
export const colours = store(0);

export function chooseTheme(next: Theme): void {
  remember('theme', next === 'system' ? undefined : next);
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  theme.set(next);
  colours.set(colours.value + 1);
}

/** Follows the system's change between light and dark while nothing is chosen. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    if (theme.value === 'system') colours.set(colours.value + 1);
  });
}
