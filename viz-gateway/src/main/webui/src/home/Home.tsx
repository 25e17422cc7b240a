import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { DashboardSummary } from '../api/types';
import { t } from '../i18n';
import { path } from '../shell/router';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { View, Waiting } from '../ui/View';
import '../styles/home.css';
import { Doors } from './Doors';

/** The home: the dashboards, or the ways in when there is nothing yet. */
export function Home() {
  const dashboards = useAnswer('dashboards', lake.dashboards);
  const shown = dashboards.value?.items;
  const bare = shown?.length === 0;
  const databases = useAnswer(bare ? 'databases' : undefined, lake.databases);
  const empty = bare && databases.value?.items.length === 0;
  const waiting = shown === undefined || (bare && databases.value === undefined && databases.problem === undefined);
  if (dashboards.problem !== undefined) {
    return (
      <View title={t('home.title')}>
        <ProblemBox problem={dashboards.problem} again={dashboards.again} />
      </View>
    );
  }
  if (waiting) {
    return (
      <View title={t('home.title')}>
        <Waiting what={t('home.waiting')} />
      </View>
    );
  }
  if (empty) {
    return (
      <View title={t('doors.title')} lead={t('doors.lead')}>
        <Doors />
      </View>
    );
  }
  if (bare) {
    return (
      <View title={t('home.title')} lead={t('home.none')}>
        <Doors />
        <p class="section">
          <Link to="/data">{t('home.toData')}</Link>
        </p>
      </View>
    );
  }
  return (
    <View title={t('home.title')}>
      <ul class="dashboard-list">
        {shown.map((dashboard) => (
          <Entry key={dashboard.id} dashboard={dashboard} />
        ))}
      </ul>
    </View>
  );
}

function Entry({ dashboard }: { dashboard: DashboardSummary }) {
  return (
    <li>
      <Link to={path`/dashboards/${dashboard.id}`} class="card entry">
        <h2>{dashboard.title}</h2>
        {dashboard.description !== undefined && <p>{dashboard.description}</p>}
        {dashboard.updatedAt !== undefined && (
          <p class="entry-foot">
            {t('home.changed')} <Time at={dashboard.updatedAt} as="relative" />
          </p>
        )}
      </Link>
    </li>
  );
}
