import type { DashboardData, Tile } from '../api/types';

/** The new data, with each tile that says the same as before kept as it was, so that nothing redraws in vain. */
export function unchangedKept(before: DashboardData | undefined, now: DashboardData): DashboardData {
  if (before === undefined || before.id !== now.id) return now;
  const former = new Map(before.tiles.map((tile) => [tile.id, tile]));
  return { ...now, tiles: now.tiles.map((tile) => kept(former.get(tile.id), tile)) };
}

function kept(before: Tile | undefined, now: Tile): Tile {
  if (before === undefined || said(before) !== said(now)) return now;
  return { ...now, ...(before.vegaLite !== undefined && { vegaLite: before.vegaLite }), ...(before.rows && { rows: before.rows }) };
}

function said(tile: Tile): string {
  return JSON.stringify([tile.columns, tile.rows, tile.vegaLite, tile.error]);
}
