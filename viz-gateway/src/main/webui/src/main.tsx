import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import { speakPreferred } from './i18n';
import { keyIn, takeUpSession } from './session/session';
import { App } from './shell/App';
import { followHistory, match } from './shell/router';
import { followSystemTheme } from './shell/theme';

followHistory();
followSystemTheme();
// A sign-in link pasted into an open page changes only the fragment.
window.addEventListener('hashchange', () => {
  if (keyIn(location.hash) !== undefined) void takeUpSession();
});

// What draws charts comes while the session is asked for.
if (match('/dashboards/:id', location.pathname) !== undefined) {
  void import('./dashboards/drawing');
}

const session = takeUpSession();
await speakPreferred();
render(<App />, document.getElementById('app')!);
await session;
