import { chooseLanguage, type Language } from '../src/i18n';

/** Sets the language on screen for a test. */
export async function speakIn(language: Language): Promise<void> {
  await chooseLanguage(language);
}
