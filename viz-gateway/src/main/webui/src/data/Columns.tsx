import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { ColumnStatistics, Table, TableColumn } from '../api/types';
import { exact } from '../format/numbers';
import { numeric, plain, type Value } from '../format/values';
import { t } from '../i18n';

/** The columns of a table: names, types, and what their values lie between. */
export function Columns({ table }: { table: Table }) {
  const statistics = useAnswer(`${table.database}.${table.name}`, (signal) => lake.statistics(table.database, table.name, signal));
  const known = new Map(statistics.value?.columns.map((column) => [column.name, column]));
  const renamed = table.columns.some((column) => column.originalName !== undefined && column.originalName !== column.name);
  const commented = table.columns.some((column) => column.comment !== undefined);
  return (
    <section class="section">
      <h2>{t('data.columns')}</h2>
      <div class="scroll listing" tabIndex={0} role="region" aria-label={t('data.columns')}>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t('data.column')}</th>
              <th scope="col">{t('data.type')}</th>
              <th scope="col">{t('data.least')}</th>
              <th scope="col">{t('data.greatest')}</th>
              <th scope="col" class="number">
                {t('data.nulls')}
              </th>
              {renamed && <th scope="col">{t('data.originalName')}</th>}
              {commented && <th scope="col">{t('data.comment')}</th>}
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">{column.name}</th>
                <td class="mono">{column.type}</td>
                <Bounds column={column} known={known.get(column.name)} />
                {renamed && <td>{column.originalName}</td>}
                {commented && <td class="wrap">{column.comment}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.location !== undefined && (
        <p class="hint location">
          {t('data.location')} <code>{table.location}</code>
        </p>
      )}
    </section>
  );
}

function Bounds({ column, known }: { column: TableColumn; known: ColumnStatistics | undefined }) {
  const look = numeric(column.type) ? 'number' : undefined;
  const about = known?.approximate === true ? '≈ ' : '';
  const bound = (value: Value | undefined) =>
    value === undefined || value === null ? (
      <td class={look} />
    ) : value === '' ? (
      <td class="null">{t('grid.emptyText')}</td>
    ) : (
      <td class={look} title={plain(value)}>
        {about}
        {plain(value)}
      </td>
    );
  return (
    <>
      {bound(known?.min)}
      {bound(known?.max)}
      <td class="number">{known?.nulls === undefined ? '' : exact(known.nulls)}</td>
    </>
  );
}
