import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { bytes, exact } from '../format/numbers';
import { t } from '../i18n';
import { may } from '../session/session';
import { address, path } from '../shell/router';
import type { PathValues } from '../shell/views';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { View, Waiting } from '../ui/View';
import '../styles/data.css';
import { Filter } from './Filter';

/** The tables of one database. */
export function Tables({ values }: { values: PathValues }) {
  const database = values['database']!;
  const tables = useAnswer(database, (signal) => lake.tables(database, signal));
  const [wanted, setWanted] = useState('');
  const all = tables.value?.items;
  const shown = all?.filter((table) => table.name.includes(wanted.toLowerCase()));
  return (
    <View
      title={database}
      above={[{ name: t('nav.data'), to: '/data' }]}
      actions={
        <>
          {all !== undefined && all.length > 8 && <Filter value={wanted} change={setWanted} />}
          {may('editor') && (
            <Link class="button" to={address('/upload', { database })}>
              <Icon name="upload" /> {t('data.addFiles')}
            </Link>
          )}
          {may('analyst') && (
            <Link class="button" to={address('/sql', { database })}>
              <Icon name="sql" /> {t('data.query')}
            </Link>
          )}
        </>
      }
    >
      {tables.problem !== undefined && <ProblemBox problem={tables.problem} again={tables.again} />}
      {all === undefined && tables.problem === undefined && <Waiting what={t('data.waiting')} />}
      {all?.length === 0 && <p class="empty">{t('data.noTables')}</p>}
      {shown !== undefined && shown.length > 0 && (
        <div class="scroll listing" tabIndex={0} role="region" aria-label={t('data.tablesOf', { database })}>
          <table class="grid">
            <thead>
              <tr>
                <th scope="col">{t('data.table')}</th>
                <th scope="col" class="number">
                  {t('data.rows')}
                </th>
                <th scope="col" class="number">
                  {t('data.size')}
                </th>
                <th scope="col">{t('data.updated')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((table) => (
                <tr key={table.name}>
                  <th scope="row">
                    <Link to={path`/data/${database}/${table.name}`}>{table.name}</Link>
                  </th>
                  <td class="number">{table.rows === undefined ? '' : exact(table.rows)}</td>
                  <td class="number">{table.bytes === undefined ? '' : bytes(table.bytes)}</td>
                  <td>{table.updatedAt !== undefined && <Time at={table.updatedAt} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </View>
  );
}
