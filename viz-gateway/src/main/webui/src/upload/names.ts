const ENDINGS = /\.(csv|tsv|txt|parquet|json|ndjson|jsonl|gz|gzip|zst|zstd)$/i;
const LOADABLE = /\.(csv|tsv|txt|parquet)(\.(gz|gzip|zst|zstd))?$/i;

/** Whether a file's name says that it can become rows. */
export function loadable(fileName: string): boolean {
  return LOADABLE.test(fileName);
}

/** A name for a table or database made from a file's or folder's: `Student Info.csv.gz` gives `student_info`. */
export function suggestedName(fileName: string): string {
  let stem = fileName;
  while (ENDINGS.test(stem)) stem = stem.replace(ENDINGS, '');
  const folded = stem.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '');
  return folded.replace(/[^a-z0-9_]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 255);
}

/** Whether the lake takes this as the name of a database or table. */
export function allowedName(name: string): boolean {
  return /^[a-z0-9_]{1,255}$/.test(name.toLowerCase());
}
