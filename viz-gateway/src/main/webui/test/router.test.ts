import { describe, expect, it } from 'vitest';
import { address, match, path } from '../src/shell/router';
import { behind, doors, routes } from '../src/shell/views';

describe('addresses', () => {
  it('reads the names of a pattern', () => {
    expect(match('/data/:database/:table', '/data/oulad/studentinfo')).toEqual({ database: 'oulad', table: 'studentinfo' });
  });

  it('refuses a path of another length or another word', () => {
    expect(match('/data/:database', '/data')).toBeUndefined();
    expect(match('/data/:database', '/sql/oulad')).toBeUndefined();
  });

  it('takes escapes apart and survives a broken one', () => {
    expect(match('/dashboards/:id', '/dashboards/a%2Fb')).toEqual({ id: 'a/b' });
    expect(match('/dashboards/:id', '/dashboards/%')).toBeUndefined();
  });

  it('escapes what it puts into a path', () => {
    expect(path`/data/${'a/b'}/${'c d'}`).toBe('/data/a%2Fb/c%20d');
  });

  it('leaves what has no value out of a query', () => {
    expect(address('/sql', { database: 'oulad', sql: undefined })).toBe('/sql?database=oulad');
    expect(address('/sql')).toBe('/sql');
  });

  it('has a view behind every entry of the navigation', () => {
    for (const door of doors) expect(routes.some((route) => match(route.pattern, door.to) !== undefined)).toBe(true);
  });

  it('marks the entry that a deeper path belongs to', () => {
    const shown = doors.filter((door) => behind(door, '/data/oulad/studentinfo'));
    expect(shown.map((door) => door.to)).toEqual(['/data']);
  });
});
