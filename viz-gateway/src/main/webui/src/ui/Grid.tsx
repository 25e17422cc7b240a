import type { Column } from '../api/types';
import { numeric, plain, readable, type Value } from '../format/values';
import { t } from '../i18n';

interface Props {
  name: string;
  columns: readonly Column[];
  rows: readonly (readonly Value[])[];
  /** Whether values are shown as the engine gave them (to copy), or grouped and rounded (to read). */
  raw?: boolean;
  showTypes?: boolean;
  /** The number of the first row, to count from; without it rows bear no numbers. */
  firstRow?: number;
}

/** Rows and columns in a frame that scrolls by itself; numbers to the right, NULL told apart from empty text. */
export function Grid({ name, columns, rows, raw = false, showTypes = false, firstRow }: Props) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={name}>
      <table class="grid">
        <thead>
          <tr>
            {firstRow !== undefined && (
              <th scope="col" class="row-number">
                <span class="unseen">{t('grid.row')}</span>
              </th>
            )}
            {columns.map((column, i) => (
              <th key={i} scope="col" class={numeric(column.type) ? 'number' : undefined}>
                {raw ? column.name : column.name.replaceAll('_', ' ')}
                {showTypes && <span class="type">{column.type}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {firstRow !== undefined && <td class="row-number">{firstRow + i}</td>}
              {columns.map((column, j) => (
                <Cell key={j} value={row[j] ?? null} type={column.type} raw={raw} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">{t('grid.empty')}</p>}
    </div>
  );
}

function Cell({ value, type, raw }: { value: Value; type: string; raw: boolean }) {
  if (value === null) return <td class={numeric(type) ? 'number null' : 'null'}>NULL</td>;
  if (value === '') return <td class="null">{t('grid.emptyText')}</td>;
  const text = raw ? plain(value) : readable(value, type);
  const full = plain(value);
  return (
    <td class={numeric(type) ? 'number' : undefined} title={text !== full || full.length > 60 ? full : undefined}>
      {text}
    </td>
  );
}
