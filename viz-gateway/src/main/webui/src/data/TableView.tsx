import type { ComponentChildren } from 'preact';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { Table } from '../api/types';
import { bytes, exact } from '../format/numbers';
import { t } from '../i18n';
import { may } from '../session/session';
import { address, path } from '../shell/router';
import type { PathValues } from '../shell/views';
import { sqlName } from '../sql/tokens';
import { Grid } from '../ui/Grid';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { Facts, View, Waiting } from '../ui/View';
import '../styles/data.css';
import { Columns } from './Columns';
import { History } from './History';

/** One table: what it holds, its first rows, its columns, its history. */
export function TableView({ values }: { values: PathValues }) {
  const database = values['database']!;
  const name = values['table']!;
  const table = useAnswer(`${database}.${name}`, (signal) => lake.table(database, name, signal));
  const rows = useAnswer(`${database}.${name}`, (signal) => lake.preview(database, name, signal));
  const sql = `SELECT *\nFROM ${sqlName(database)}.${sqlName(name)}\nLIMIT 100`;
  return (
    <View
      title={name}
      above={[
        { name: t('nav.data'), to: '/data' },
        { name: database, to: path`/data/${database}` },
      ]}
      lead={table.value?.comment}
      actions={
        <>
          {may('editor') && (
            <Link class="button" to={address('/upload', { database, table: name })}>
              <Icon name="upload" /> {t('data.addRows')}
            </Link>
          )}
          {may('analyst') && (
            <Link class="button main" to={address('/sql', { database, sql })}>
              <Icon name="sql" /> {t('data.query')}
            </Link>
          )}
        </>
      }
    >
      {table.problem !== undefined && <ProblemBox problem={table.problem} again={table.again} />}
      {table.value === undefined && table.problem === undefined && <Waiting what={t('data.waiting')} lines={2} />}
      {table.value !== undefined && (
        <>
          <Facts facts={facts(table.value)} />
          <section class="section first-rows">
            <h2>{t('data.firstRows')}</h2>
            {rows.problem !== undefined && <ProblemBox problem={rows.problem} again={rows.again} />}
            {rows.value === undefined && rows.problem === undefined && <Waiting what={t('data.waitingRows')} lines={6} />}
            {rows.value !== undefined && <Grid name={t('data.firstRows')} columns={rows.value.columns} rows={rows.value.rows} raw showTypes />}
          </section>
          <Columns table={table.value} />
          <History database={database} table={name} />
        </>
      )}
    </View>
  );
}

function facts(table: Table): [string, ComponentChildren][] {
  const found: [string, ComponentChildren][] = [];
  if (table.rows !== undefined) found.push([t('data.rows'), exact(table.rows)]);
  found.push([t('data.columns'), exact(table.columns.length)]);
  if (table.bytes !== undefined) found.push([t('data.size'), bytes(table.bytes)]);
  if (table.files !== undefined) found.push([t('data.files'), exact(table.files)]);
  if (table.format !== undefined) found.push([t('data.format'), table.format]);
  if (table.updatedAt !== undefined) found.push([t('data.updated'), <Time at={table.updatedAt} />]);
  return found;
}
