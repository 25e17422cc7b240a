import { t } from '../i18n';

/** How files are to be read; what is undefined is found out from the file. */
export interface Chosen {
  readonly mode: string | undefined;
  readonly header: string | undefined;
  readonly delimiter: string | undefined;
  readonly encoding: string | undefined;
  readonly [name: string]: string | undefined;
}

export const standardOptions: Chosen = { mode: undefined, header: undefined, delimiter: undefined, encoding: undefined };

const ENCODINGS = ['utf-8', 'utf-16', 'cp949', 'windows-1252', 'iso-8859-1'];

interface Props {
  chosen: Chosen;
  choose: (next: Chosen) => void;
}

/** The choices that hold for all files of one upload. */
export function FileOptions({ chosen, choose }: Props) {
  const select = (name: keyof Chosen & string, label: string, options: readonly (readonly [string, string])[]) => (
    <div class="field">
      <label for={`option-${name}`}>{label}</label>
      <select
        id={`option-${name}`}
        value={chosen[name] ?? ''}
        onChange={(event) => choose({ ...chosen, [name]: event.currentTarget.value || undefined })}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <>
      {select('mode', t('upload.mode'), [
        ['', t('upload.mode.append')],
        ['overwrite', t('upload.mode.overwrite')],
      ])}
      <details class="more">
        <summary>{t('upload.options')}</summary>
        <div class="more-fields">
          {select('header', t('upload.header'), [
            ['', t('upload.auto')],
            ['present', t('upload.header.present')],
            ['absent', t('upload.header.absent')],
          ])}
          {select('delimiter', t('upload.delimiter'), [
            ['', t('upload.auto')],
            [',', t('upload.delimiter.comma')],
            [';', t('upload.delimiter.semicolon')],
            ['tab', t('upload.delimiter.tab')],
            ['|', t('upload.delimiter.bar')],
          ])}
          {select('encoding', t('upload.encoding'), [['', t('upload.auto')], ...ENCODINGS.map((name) => [name, name.toUpperCase()] as const)])}
        </div>
      </details>
    </>
  );
}
