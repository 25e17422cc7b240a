import { beforeEach, describe, expect, it } from 'vitest';
import { brief, bytes, duration, exact, percent } from '../src/format/numbers';
import { speakIn } from './speaking';

describe('numbers', () => {
  beforeEach(() => speakIn('en'));

  it('shows whole numbers below a million in full', () => {
    expect(brief(32593)).toBe('32,593');
    expect(brief(999999)).toBe('999,999');
  });

  it('shortens from a million on to three significant figures', () => {
    expect(brief(1616236)).toBe('1.62 million');
  });

  it('shows fractions with three significant figures', () => {
    expect(brief(47.203387230386895)).toBe('47.2');
    expect(brief(0.012345)).toBe('0.0123');
    expect(brief(2048.7)).toBe('2,049');
  });

  it('keeps every digit of an exact number beyond what a double holds', () => {
    expect(exact('9007199254740993')).toBe('9,007,199,254,740,993');
    expect(exact('-12345678901234567890.12345')).toBe('-12,345,678,901,234,567,890.12345');
    expect(exact('-0.50')).toBe('-0.50');
    expect(exact('NaN')).toBe('NaN');
  });

  it('groups as the language does', async () => {
    await speakIn('ko');
    expect(brief(16162360)).toBe('1620만');
    expect(exact(32593)).toBe('32,593');
  });

  it('writes sizes in decimal units', () => {
    expect(bytes(0)).toBe('0 bytes');
    expect(bytes(999)).toBe('999 bytes');
    expect(bytes(1521464)).toBe('1.52 MB');
    expect(bytes(999_999)).toBe('1 MB');
  });

  it('writes durations in the unit that fits', () => {
    expect(duration(48.4)).toBe('48 ms');
    expect(duration(1234)).toBe('1.23 sec');
    expect(duration(125_000)).toBe('2 min 5 sec');
  });

  it('writes shares as whole percentages', () => {
    expect(percent(0.456)).toBe('46%');
  });
});
