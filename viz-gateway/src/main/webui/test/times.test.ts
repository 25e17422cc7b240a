import { beforeEach, describe, expect, it } from 'vitest';
import { relative, short, utc } from '../src/format/times';
import { speakIn } from './speaking';

describe('times', () => {
  beforeEach(() => speakIn('en'));

  it('writes UTC in the order of ISO', () => {
    expect(utc('2026-11-23T14:05:06.789Z')).toBe('2026-11-23 14:05:06 UTC');
  });

  it('leaves out the day of a moment today', () => {
    const now = new Date();
    expect(short(now.toISOString(), now)).not.toContain(String(now.getFullYear()));
  });

  it('names the year of a moment in another year', () => {
    expect(short('2024-02-03T12:00:00Z', new Date('2026-11-23T12:00:00Z'))).toContain('2024');
  });

  it('counts in the largest unit that fits', () => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(relative('2026-11-23T11:59:30Z', now)).toBe('30 seconds ago');
    expect(relative('2026-11-23T10:00:00Z', now)).toBe('2 hours ago');
    expect(relative('2026-12-23T12:00:00Z', now)).toBe('in 30 days');
  });
});
