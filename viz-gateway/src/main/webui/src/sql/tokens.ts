/** A piece of SQL text with what it is; the pieces of a text joined give the text. */
export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'comment' | 'quoted' | 'plain';
  readonly text: string;
}

const WORDS = new Set(
  `all alter and any array as asc between by case cast catalogs columns create cross current_date current_timestamp
  database date deallocate default delete desc describe distinct drop else end escape except execute exists explain
  extract false fetch filter first following for from full group grouping having if in inner insert intersect interval
  into is join lateral left like limit natural not null nulls offset on only or order ordinality outer over partition
  preceding prepare range recursive right rollup row rows schema schemas select set show table tables tablesample then
  time timestamp trim true try_cast unbounded union unnest update using values view when where window with within
  without`.split(/\s+/),
);

const PIECE =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\s+)|([\s\S])/gu;

/** Cuts SQL into pieces for colouring: it never fails, whatever the text. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  for (const piece of sql.matchAll(PIECE)) {
    const [text, comment, string, quoted, number, name] = piece;
    if (comment !== undefined) found.push({ kind: 'comment', text });
    else if (string !== undefined) found.push({ kind: 'text', text });
    else if (quoted !== undefined) found.push({ kind: 'quoted', text });
    else if (number !== undefined) found.push({ kind: 'number', text });
    else if (name !== undefined) found.push({ kind: WORDS.has(text.toLowerCase()) ? 'word' : 'plain', text });
    else found.push({ kind: 'plain', text });
  }
  return found;
}

/** The offset of a line and column, both from 1, within a text; beyond its end it is the end. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end < 0 ? text.length : end);
}

/** The pieces with one marked: that which holds the offset, or an empty one at the end of the text. */
export function marked(sql: string, offset: number | undefined): (Token & { readonly wrong?: true })[] {
  const all = tokens(sql);
  if (offset === undefined) return all;
  let at = 0;
  const result = all.map((token) => {
    const holds = offset >= at && offset < at + token.text.length;
    at += token.text.length;
    return holds ? { ...token, wrong: true as const } : token;
  });
  return offset >= sql.length ? [...result, { kind: 'plain', text: ' ', wrong: true }] : result;
}

/** A name as it must stand in SQL: quoted unless it is plain. */
export function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
