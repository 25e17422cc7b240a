import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { chooseLanguage, language, languages, t, type Language } from '../i18n';
import { may, signOut, type SignedIn } from '../session/session';
import { useDropAnywhere } from '../upload/dropAnywhere';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { remember, remembered } from './preferences';
import { usePlace } from './router';
import { useStore } from './store';
import { chooseTheme, theme, type Theme } from './theme';
import { behind, doors } from './views';

interface Props {
  who: Extract<SignedIn, { state: 'in' }>;
  children: ComponentChildren;
}

/** The navigation beside the current view; it folds to its icons, and on a narrow screen behind a button. */
export function Shell({ who, children }: Props) {
  const { path } = usePlace();
  const [folded, setFolded] = useState(remembered('folded') === 'yes');
  const [open, setOpen] = useState(false);
  useDropAnywhere();
  useEffect(() => setOpen(false), [path]);
  const fold = () => {
    remember('folded', folded ? undefined : 'yes');
    setFolded(!folded);
  };
  return (
    <div class={`shell${folded ? ' folded' : ''}${open ? ' open' : ''}`}>
      <a class="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header>
        <div class="bar-top">
        <Brand />
        <button type="button" class="button quiet icon-only" aria-expanded={open} aria-controls="navigation" aria-label={t('shell.menu')} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'cross' : 'menu'} />
        </button>
        </div>
        <div class="side" id="navigation">
        <Brand />
        <nav aria-label={t('shell.navigation')}>
          <ul>
            {doors
              .filter((door) => may(door.role))
              .map((door) => (
                <li key={door.to}>
                  <Link to={door.to} class="door" aria-current={behind(door, path) ? 'page' : undefined} title={folded ? t(door.name) : undefined}>
                    <Icon name={door.icon} />
                    <span class="door-name">{t(door.name)}</span>
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <div class="side-foot">
          <div class="choices">
            <LanguageChoice />
            <ThemeChoice />
          </div>
          <p class="who" title={t('shell.who', { name: who.principal, role: t(`role.${who.role}`) })}>
            <span>{who.principal}</span>
            <span class="muted">{t(`role.${who.role}`)}</span>
          </p>
          <div class="side-tools">
            <button type="button" class="button quiet" onClick={() => void signOut()}>
              <Icon name="leave" /> <span class="door-name">{t('shell.signOut')}</span>
            </button>
            <button type="button" class="button quiet icon-only fold" aria-pressed={folded} aria-label={t('shell.fold')} title={t('shell.fold')} onClick={fold}>
              <Icon name="fold" />
            </button>
          </div>
        </div>
        </div>
      </header>
      {children}
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" class="brand">
      <img src="/favicon.svg" width="26" height="26" alt="" />
      <span class="door-name">Tarn</span>
    </Link>
  );
}

/** The choice of the language on screen. */
export function LanguageChoice() {
  const spoken = useStore(language);
  return (
    <select class="small" aria-label={t('shell.language')} value={spoken} onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}>
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The choice between light, dark and the system's own. */
export function ThemeChoice() {
  const chosen = useStore(theme);
  return (
    <select class="small" aria-label={t('shell.theme')} value={chosen} onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}>
      <option value="system">{t('theme.system')}</option>
      <option value="light">{t('theme.light')}</option>
      <option value="dark">{t('theme.dark')}</option>
    </select>
  );
}
