import { locale } from '../i18n';

/** The tokens of the style sheet as the colours they stand for at this moment, light or dark. */
function tokens(): (name: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = new Map<string, string>();
  const names = ['ink', 'ink-2', 'line', 'line-strong', 'surface', 'accent', 'ramp-from', 'ramp-mid', 'ramp-to',
    'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    read.set(name, getComputedStyle(probe).color);
  }
  probe.remove();
  return (name) => read.get(name)!;
}

const NARROW_PIXELS = 340;

/**
 * Vega's configuration in the page's type and colours. A line through a single point shows the point; in a narrow frame
 * a legend stands in two columns.
 */
export function chartTheme(rows: number, width: number): object {
  const colour = tokens();
  const font = getComputedStyle(document.body).fontFamily;
  const size = 12;
  const text = { labelFont: font, titleFont: font, labelFontSize: size, titleFontSize: size, titleFontWeight: 400 };
  const lonely = rows === 1;
  return {
    background: 'transparent',
    font,
    padding: { left: 2, right: 10, top: 4, bottom: 2 },
    view: { stroke: null },
    axis: {
      ...text,
      labelColor: colour('ink-2'),
      titleColor: colour('ink-2'),
      gridColor: colour('line'),
      domainColor: colour('line-strong'),
      tickColor: colour('line-strong'),
      tickSize: 4,
      labelPadding: 5,
      titlePadding: 8,
      labelLimit: 190,
      labelOverlap: 'greedy',
      labelSeparation: 6,
    },
    axisQuantitative: { tickCount: 6 },
    axisY: { domain: false, ticks: false },
    axisX: { grid: false },
    axisXQuantitative: { grid: true, domain: false, ticks: false },
    legend: {
      ...text,
      labelColor: colour('ink'),
      titleColor: colour('ink-2'),
      orient: 'top',
      title: null,
      symbolSize: 90,
      ...(width < NARROW_PIXELS && { columns: 2 }),
      columnPadding: 12,
      offset: 8,
    },
    header: { labelColor: colour('ink-2'), titleColor: colour('ink-2'), labelFont: font, titleFont: font },
    title: { color: colour('ink'), font, fontSize: 13, anchor: 'start' },
    mark: { color: colour('accent') },
    bar: { fill: colour('accent'), stroke: colour('surface'), strokeWidth: 0.75 },
    rect: { stroke: colour('surface') },
    arc: { stroke: colour('surface'), strokeWidth: 1.5 },
    area: { fill: colour('accent'), stroke: colour('surface'), strokeWidth: 0.75, point: lonely },
    line: { stroke: colour('accent'), strokeWidth: 2, point: lonely },
    point: { color: colour('accent'), strokeWidth: 1.5 },
    rule: { color: colour('ink-2') },
    text: { color: colour('ink'), fill: colour('ink'), font, fontSize: size },
    range: {
      category: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map(colour),
      ordinal: [colour('ramp-mid'), colour('ramp-to')],
      ramp: [colour('ramp-from'), colour('ramp-to')],
      heatmap: [colour('ramp-from'), colour('ramp-to')],
      diverging: [colour('c3'), colour('line'), colour('c1')],
    },
  };
}

/** The reader's way to write numbers, as Vega wants to know it. */
export function numberLocale(): { decimal: string; thousands: string; grouping: number[]; currency: [string, string] } {
  const parts = new Intl.NumberFormat(locale()).formatToParts(1234567.8);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return { decimal: part('decimal') ?? '.', thousands: part('group') ?? '', grouping: [3], currency: ['', ''] };
}

/** The reader's names of days and months, as Vega wants to know them. */
export function timeLocale(): Record<string, unknown> {
  const name = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' }).format(date);
  const day = (weekday: 'long' | 'short') =>
    Array.from({ length: 7 }, (_, i) => name({ weekday }, new Date(Date.UTC(2023, 0, 1 + i)))); // a Sunday
  const month = (style: 'long' | 'short') =>
    Array.from({ length: 12 }, (_, i) => name({ month: style }, new Date(Date.UTC(2023, i, 1))));
  return {
    dateTime: '%Y-%m-%d %H:%M:%S',
    date: '%Y-%m-%d',
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    days: day('long'),
    shortDays: day('short'),
    months: month('long'),
    shortMonths: month('short'),
  };
}
