import { describe, expect, it } from 'vitest';
import tokens from '../src/styles/tokens.css?raw';

type Look = 0 | 1;
const LOOKS: readonly (readonly [string, Look])[] = [['light', 0], ['dark', 1]];

describe.each(LOOKS)('colours in the %s', (_, look) => {
  const TEXT: readonly (readonly [string, readonly string[]])[] = [
    ['ink', ['ground', 'surface', 'sunken', 'bad-soft', 'accent-soft']],
    ['ink-2', ['ground', 'surface', 'sunken', 'bad-soft']],
    ['accent', ['ground', 'surface', 'sunken']],
    ['accent-strong', ['surface', 'accent-soft', 'ground']],
    ['on-accent', ['accent', 'accent-strong']],
    ['good', ['surface', 'good-soft']],
    ['bad', ['surface', 'bad-soft', 'sunken']],
    ['warn', ['surface', 'warn-soft']],
    ['code-word', ['surface']],
    ['code-text', ['surface']],
    ['code-number', ['surface']],
  ];

  it('can be read: text stands out 4.5 to 1', () => {
    const weak = TEXT.flatMap(([text, grounds]) => grounds.filter((ground) => contrast(text, ground, look) < 4.5).map((ground) => `${text} on ${ground}`));
    expect(weak).toEqual([]);
  });

  it('can be seen: borders of controls and marks of charts stand out 3 to 1', () => {
    const marks = ['line-strong', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];
    expect(marks.filter((mark) => contrast(mark, 'surface', look) < 2.99)).toEqual([]);
  });
});

function contrast(a: string, b: string, look: Look): number {
  const [low, high] = [luminance(a, look), luminance(b, look)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance by WCAG 2.2. */
function luminance(name: string, look: Look): number {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens);
  if (pair === null) throw new Error(`there is no colour ${name}`);
  const hex = pair[look + 1]!;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
