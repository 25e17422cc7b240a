import { locale } from '../i18n';

const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A whole or decimal number with the reader's grouping, all its digits kept. */
export function exact(value: number | string): string {
  if (typeof value === 'number') {
    return new Intl.NumberFormat(locale(), { maximumFractionDigits: 20 }).format(value);
  }
  if (INTEGER.test(value)) return new Intl.NumberFormat(locale()).format(BigInt(value));
  if (!DECIMAL.test(value)) return value; // NaN, Infinity
  const point = value.indexOf('.');
  const whole = new Intl.NumberFormat(locale()).format(BigInt(value.slice(0, point)));
  const mark = new Intl.NumberFormat(locale()).formatToParts(0.5).find((part) => part.type === 'decimal');
  const minus = value.startsWith('-') && BigInt(value.slice(0, point)) === 0n ? '-' : '';
  return `${minus}${whole}${mark?.value ?? '.'}${value.slice(point + 1)}`;
}

/** A number as short as an eye wants it: whole numbers below a million in full, else three significant figures. */
export function brief(value: number | string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  if (Math.abs(number) >= 1e6) {
    return new Intl.NumberFormat(locale(), {
      notation: 'compact',
      compactDisplay: 'long',
      maximumSignificantDigits: 3,
    }).format(number);
  }
  if (Number.isInteger(number) || Math.abs(number) >= 1000) {
    return new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(number);
  }
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3 }).format(number);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in decimal units (1 kB = 1,000 bytes), three significant figures. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: UNITS[unit]!,
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumSignificantDigits: unit === 0 ? 21 : 3,
  }).format(value);
}

/** A span of time: milliseconds below a second, then seconds, then minutes and seconds. */
export function duration(millis: number): string {
  if (millis < 1000) return unit(Math.round(millis), 'millisecond');
  if (millis < 60_000) return unit(Math.round(millis / 10) / 100, 'second');
  const seconds = Math.round(millis / 1000);
  return `${unit(Math.floor(seconds / 60), 'minute')} ${unit(seconds % 60, 'second')}`;
}

function unit(value: number, name: string): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

/** A share of one as a whole percentage. */
export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
