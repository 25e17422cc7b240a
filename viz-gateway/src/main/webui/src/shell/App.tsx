import { useEffect, useErrorBoundary } from 'preact/hooks';
import { Problem } from '../api/problem';
import type { Role } from '../api/types';
import { language, t } from '../i18n';
import { may, signedIn } from '../session/session';
import { SignIn } from '../session/SignIn';
import { ProblemBox } from '../ui/ProblemBox';
import { View, Waiting } from '../ui/View';
import { match, usePlace } from './router';
import { Shell } from './Shell';
import { useStore } from './store';
import { routes } from './views';

/** The whole page: the sign-in until somebody is signed in, then the shell around the view of the address. */
export function App() {
  useStore(language);
  const who = useStore(signedIn);
  if (who.state === 'asking') return <Waiting what={t('shell.asking')} lines={0} />;
  if (who.state === 'out') return <SignIn problem={who.problem} />;
  return (
    <Shell who={who}>
      <CurrentView />
    </Shell>
  );
}

function CurrentView() {
  const { path } = usePlace();
  const [failure, forget] = useErrorBoundary((thrown: unknown) => console.error(thrown));
  useEffect(() => {
    if (failure !== undefined) forget();
  }, [path]);
  if (failure !== undefined) {
    return (
      <View title={t('shell.failed')}>
        <ProblemBox problem={Problem.of(failure)} again={() => location.reload()} />
      </View>
    );
  }
  for (const { pattern, role, view: Current } of routes) {
    const values = match(pattern, path);
    if (values === undefined) continue;
    return may(role) ? <Current key={path} values={values} /> : <NotAllowed role={role} />;
  }
  return <Nowhere />;
}

function Nowhere() {
  return (
    <View title={t('shell.nowhere')}>
      <p>{t('shell.nowhere.next')}</p>
    </View>
  );
}

function NotAllowed({ role }: { role: Role }) {
  return (
    <View title={t('shell.forbidden')}>
      <p>{t('shell.forbidden.next', { role: t(`role.${role}`) })}</p>
    </View>
  );
}
