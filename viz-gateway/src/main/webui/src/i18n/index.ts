import { remember, remembered } from '../shell/preferences';
import { store } from '../shell/store';
import english from './en.json';

export type Language = 'en' | 'ko';
export type MessageKey = keyof typeof english;
type Message = string | { [category: string]: string };
type Values = Record<string, string | number>;

/** The languages that the page speaks, each named in itself. */
export const languages: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };

const messages: Partial<Record<Language, Readonly<Record<string, Message>>>> = { en: english };

/** The language on screen. Its messages are loaded before it is set. */
export const language = store<Language>('en');

/** Speaks another language, and remembers it. */
export async function chooseLanguage(next: Language): Promise<void> {
  remember('language', next);
  await speak(next);
}

/** Speaks the remembered language, or the first of the browser's that the page knows. */
export async function speakPreferred(): Promise<void> {
  const wishes = [remembered('language'), ...navigator.languages];
  const known = wishes.map((wish) => wish?.slice(0, 2).toLowerCase()).find(isLanguage);
  await speak(known ?? 'en');
}

function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && text in languages;
}

async function speak(next: Language): Promise<void> {
  if (next === 'ko') messages.ko ??= (await import('./ko.json')).default;
  document.documentElement.lang = next;
  language.set(next);
}

/** The locale for numbers and times: the browser's own variant of the language on screen. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value;
}

/** Whether a message of this name exists: names made from the server's codes may have none. */
export function known(key: string): key is MessageKey {
  return key in english;
}

/** A message in the language on screen; numbers are grouped, `count` chooses the plural. */
export function t(key: MessageKey, values: Values = {}): string {
  const message: Message = messages[language.value]?.[key] ?? (english as Record<string, Message>)[key]!;
  return fill(typeof message === 'string' ? message : plural(message, values['count']), values);
}

function plural(forms: { [category: string]: string }, count: string | number | undefined): string {
  const category = new Intl.PluralRules(language.value).select(Number(count));
  return forms[category] ?? forms['other']!;
}

function fill(message: string, values: Values): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}
