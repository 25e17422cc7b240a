import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { t } from '../i18n';
import { may } from '../session/session';
import { path } from '../shell/router';
import { Doors } from '../home/Doors';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { View, Waiting } from '../ui/View';
import '../styles/home.css';
import '../styles/data.css';
import { Filter } from './Filter';

/** The databases of the lake. */
export function Databases() {
  const databases = useAnswer('databases', lake.databases);
  const [wanted, setWanted] = useState('');
  const all = databases.value?.items;
  const shown = all?.filter((database) => database.name.includes(wanted.toLowerCase()));
  return (
    <View title={t('nav.data')} actions={all !== undefined && all.length > 8 && <Filter value={wanted} change={setWanted} />}>
      {databases.problem !== undefined && <ProblemBox problem={databases.problem} again={databases.again} />}
      {all === undefined && databases.problem === undefined && <Waiting what={t('data.waiting')} />}
      {all?.length === 0 && (
        <>
          <p class="empty">{t('data.none')}</p>
          {may('editor') && (
            <div class="section">
              <Doors />
            </div>
          )}
        </>
      )}
      <ul class="name-list">
        {shown?.map((database) => (
          <li key={database.name}>
            <Link class="card name-entry" to={path`/data/${database.name}`}>
              <h2>{database.name}</h2>
              <p class="muted">{database.comment ?? (database.tables !== undefined ? t('data.tables', { count: database.tables }) : '')}</p>
            </Link>
          </li>
        ))}
      </ul>
    </View>
  );
}
