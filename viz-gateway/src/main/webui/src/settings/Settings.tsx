import { t } from '../i18n';
import { may } from '../session/session';
import { LanguageChoice, ThemeChoice } from '../shell/Shell';
import { View } from '../ui/View';
import '../styles/activity.css';
import { Keys } from './Keys';

/** What the reader and, for administrators, the lake can be set to. */
export function Settings() {
  return (
    <View title={t('nav.settings')}>
      <section>
        <h2>{t('settings.page')}</h2>
        <div class="settings-choices section">
          <div class="field">
            <span class="label">{t('shell.language')}</span>
            <LanguageChoice />
          </div>
          <div class="field">
            <span class="label">{t('shell.theme')}</span>
            <ThemeChoice />
          </div>
        </div>
      </section>
      {may('admin') && <Keys />}
    </View>
  );
}
