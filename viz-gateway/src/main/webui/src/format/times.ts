import { locale } from '../i18n';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** A moment in the reader's zone, to the second. */
export function local(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));
}

/** The same moment in UTC, in ISO's order. */
export function utc(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A moment as briefly as is clear: today the time, this year day and time, else the date. */
export function short(instant: string, now: Date = new Date()): string {
  const then = new Date(instant);
  const options: Intl.DateTimeFormatOptions =
    then.toDateString() === now.toDateString()
      ? { timeStyle: 'medium' }
      : then.getFullYear() === now.getFullYear()
        ? { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }
        : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(locale(), options).format(then);
}

/** How long ago or ahead a moment lies, in the largest fitting unit. */
export function relative(instant: string, now: number = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size < MINUTE) return format.format(Math.round(distance / SECOND), 'second');
  if (size < 60 * MINUTE) return format.format(Math.round(distance / MINUTE), 'minute');
  if (size < DAY) return format.format(Math.round(distance / (60 * MINUTE)), 'hour');
  return format.format(Math.round(distance / DAY), 'day');
}
