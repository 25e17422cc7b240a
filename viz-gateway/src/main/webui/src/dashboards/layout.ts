import type { Place } from '../api/types';

/** Tiles in reading order: from the top, then from the left. */
export function inReadingOrder<T extends { readonly place: Place }>(tiles: readonly T[]): T[] {
  return [...tiles].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

/** A tile's place on the grid of twelve columns, as custom properties for the style sheet. */
export function placed(place: Place): Record<string, string> {
  return {
    '--column': `${place.x + 1} / span ${place.width}`,
    '--row': `${place.y + 1} / span ${place.height}`,
    '--rows': String(place.height),
  };
}

/** How wide a tile stands where there is no room for twelve columns. */
export function breadth(place: Place): 'narrow' | 'wide' {
  return place.width > 6 ? 'wide' : 'narrow';
}
