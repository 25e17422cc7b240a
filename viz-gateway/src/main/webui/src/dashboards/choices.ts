import type { Parameter } from '../api/types';
import { plain, type Value } from '../format/values';

/** The values of a dashboard's parameters that an address chooses; what it does not name has its default. */
export function choicesIn(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The query of an address after one more choice: a default leaves the address, the other choices stay. */
export function choose(
  query: URLSearchParams,
  name: string,
  value: string,
  standard: Value | undefined,
): URLSearchParams {
  const next = new URLSearchParams(query);
  if (standard !== undefined && plain(standard) === value) next.delete(name);
  else next.set(name, value);
  return next;
}

/** The kind of control that fits a parameter. */
export function control(parameter: Parameter): 'choice' | 'number' | 'date' | 'text' {
  if (parameter.options !== undefined || parameter.type === 'boolean') return 'choice';
  if (/^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(parameter.type)) return 'number';
  return parameter.type === 'date' ? 'date' : 'text';
}

/** What a choice offers; the present value is among it even if the data no longer knows it. */
export function offered(parameter: Parameter): string[] {
  const options = (parameter.options ?? [true, false]).map(plain);
  const present = plain(parameter.value);
  return options.includes(present) ? options : [present, ...options];
}
