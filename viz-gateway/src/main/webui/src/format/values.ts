import { exact } from './numbers';

/** One value of a result as JSON carries it. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

const NUMERIC = /^(tinyint|smallint|integer|int|bigint|real|double|decimal)\b/;

/** Whether values of a Trino type are numbers, and so stand to the right. */
export function numeric(type: string): boolean {
  return NUMERIC.test(type);
}

/** A value as the engine answered it, nothing rounded or grouped: what may be copied. */
export function plain(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value for reading: numbers grouped, fractions to two places or, below one, three significant figures. */
export function readable(value: Value, type: string): string {
  if (value === null || typeof value === 'object' || !numeric(type)) return plain(value);
  const number = Number(value);
  if (typeof value === 'number' && !Number.isInteger(number)) {
    return exact(Math.abs(number) < 1 ? Number(number.toPrecision(3)) : Math.round(number * 100) / 100);
  }
  return exact(value as number | string);
}

/** Rows as CSV by RFC 4180; NULL is an empty field, the empty string a quoted one. */
export function csv(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  const lines = rows.map((row) => row.map((value) => (value === null ? '' : field(plain(value)))).join(','));
  return [columns.map(field).join(','), ...lines].join('\r\n') + '\r\n';
}

function field(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
