import { describe, expect, it } from 'vitest';
import type { Parameter } from '../src/api/types';
import { choicesIn, choose, control, offered } from '../src/dashboards/choices';
import { breadth, inReadingOrder } from '../src/dashboards/layout';

const module: Parameter = { name: 'module', type: 'varchar', value: 'BBB', options: ['AAA', 'BBB'] };

describe('parameters of a dashboard', () => {
  it('stand in the address in one order, whatever order they were chosen in', () => {
    expect(choicesIn(new URLSearchParams('presentation=2014J&module=BBB'))).toEqual(choicesIn(new URLSearchParams('module=BBB&presentation=2014J')));
    expect(Object.keys(choicesIn(new URLSearchParams('b=1&a=2')))).toEqual(['a', 'b']);
  });

  it('leave the address when they are set to their default', () => {
    expect(choose(new URLSearchParams('module=BBB&presentation=2014J'), 'module', 'All', 'All').toString()).toBe('presentation=2014J');
    expect(choose(new URLSearchParams(), 'module', 'BBB', 'All').toString()).toBe('module=BBB');
  });

  it('become the control that fits their type', () => {
    expect(control(module)).toBe('choice');
    expect(control({ name: 'from', type: 'date', value: '2026-01-01' })).toBe('date');
    expect(control({ name: 'least', type: 'bigint', value: 3 })).toBe('number');
    expect(control({ name: 'active', type: 'boolean', value: true })).toBe('choice');
    expect(control({ name: 'like', type: 'varchar', value: '' })).toBe('text');
  });

  it('offer the present value even if the data no longer has it', () => {
    expect(offered({ ...module, value: 'ZZZ' })).toEqual(['ZZZ', 'AAA', 'BBB']);
    expect(offered(module)).toEqual(['AAA', 'BBB']);
  });
});

describe('tiles', () => {
  it('are read from the top and from the left', () => {
    const tiles = [
      { id: 'c', place: { x: 0, y: 2, width: 12, height: 2 } },
      { id: 'b', place: { x: 6, y: 0, width: 6, height: 2 } },
      { id: 'a', place: { x: 0, y: 0, width: 6, height: 2 } },
    ];
    expect(inReadingOrder(tiles).map((tile) => tile.id)).toEqual(['a', 'b', 'c']);
  });

  it('take a whole line of a middling screen when they are wider than half', () => {
    expect(breadth({ x: 0, y: 0, width: 7, height: 5 })).toBe('wide');
    expect(breadth({ x: 0, y: 0, width: 6, height: 5 })).toBe('narrow');
  });
});
