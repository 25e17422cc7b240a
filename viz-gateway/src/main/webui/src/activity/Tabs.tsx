import { t } from '../i18n';
import { may } from '../session/session';
import { usePlace } from '../shell/router';
import { Link } from '../ui/Link';

/** The two lists of what the lake has been doing. */
export function Tabs() {
  const { path } = usePlace();
  return (
    <nav class="tabs" aria-label={t('activity.lists')}>
      <Link to="/activity" aria-current={path === '/activity' ? 'page' : undefined}>
        {t('activity.loads')}
      </Link>
      {may('analyst') && (
        <Link to="/activity/queries" aria-current={path === '/activity/queries' ? 'page' : undefined}>
          {t('activity.queries')}
        </Link>
      )}
    </nav>
  );
}
