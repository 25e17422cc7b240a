import { describe, expect, it } from 'vitest';
import type { DashboardData, Tile } from '../src/api/types';
import { unchangedKept } from '../src/dashboards/same';
import { shapeOf } from '../src/dashboards/spec';

const place = { x: 0, y: 0, width: 6, height: 4 };

function tile(id: string, value: number, asOf: string): Tile {
  return {
    id,
    title: id,
    place,
    chart: { type: 'vega-lite' },
    columns: [{ name: 'n', type: 'bigint' }],
    rows: [[value]],
    vegaLite: { mark: 'bar', data: { values: [{ n: value }] } },
    asOf,
  };
}

function data(...tiles: Tile[]): DashboardData {
  return { id: 'd', title: 'D', asOf: 'now', parameters: [], tiles };
}

describe('new data of a dashboard', () => {
  it('keeps the specification of a tile that says the same, so that it is not drawn again', () => {
    const before = data(tile('a', 1, 'then'), tile('b', 1, 'then'));
    const now = unchangedKept(before, data(tile('a', 1, 'now'), tile('b', 2, 'now')));
    expect(now.tiles[0]!.vegaLite).toBe(before.tiles[0]!.vegaLite);
    expect(now.tiles[0]!.asOf).toBe('now');
    expect(now.tiles[1]!.vegaLite).not.toBe(before.tiles[1]!.vegaLite);
    expect(now.tiles[1]!.rows).toEqual([[2]]);
  });

  it('has the same shape as the old when only rows differ', () => {
    const rows = (...values: number[]) => ({ mark: 'bar', data: { values: values.map((n) => ({ n })) } });
    expect(shapeOf(rows(1, 2))).toBe(shapeOf(rows(3, 4, 5)));
    expect(shapeOf(rows(1, 2))).not.toBe(shapeOf({ ...rows(1, 2), mark: 'line' }));
    expect(shapeOf(rows(1))).not.toBe(shapeOf(rows(1, 2)));
  });
});
