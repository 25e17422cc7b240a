/** A Vega-Lite specification with its rows inside. */
export interface Spec {
  readonly data?: { readonly values?: readonly object[] };
  readonly [part: string]: unknown;
}

/** The rows that a specification carries. */
export function rowsOf(spec: Spec): readonly object[] {
  return spec.data?.values ?? [];
}

/**
 * What is the same in two specifications that differ only in their rows; a single row is drawn differently, so that
 * belongs to it.
 */
export function shapeOf(spec: Spec): string {
  return JSON.stringify({ ...spec, data: rowsOf(spec).length === 1 });
}
