import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { marked, offsetOf } from './tokens';

interface Props {
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
  wrong: { line: number; column: number } | undefined;
  change: (text: string) => void;
  run: () => void;
}

/** A text area over its own coloured copy, with line numbers; the faulty place is underlined and its line marked. */
export function Editor({ text, field, wrong, change, run }: Props) {
  const copy = useRef<HTMLPreElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const count = text.split('\n').length;
  const offset = wrong === undefined ? undefined : offsetOf(text, wrong.line, wrong.column);
  const align = () => {
    if (field.current === null) return;
    const { scrollTop, scrollLeft } = field.current;
    if (copy.current !== null) Object.assign(copy.current, { scrollTop, scrollLeft });
    if (lines.current !== null) lines.current.scrollTop = scrollTop;
  };
  useEffect(align, [text]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      indentLike(event);
    }
  };
  return (
    <div class="editor">
      <div class="editor-lines" ref={lines} aria-hidden="true">
        {Array.from({ length: count }, (_, i) => (
          <span key={i} class={wrong?.line === i + 1 ? 'wrong' : undefined}>
            {i + 1}
          </span>
        ))}
      </div>
      <div class="editor-text">
        <pre ref={copy} aria-hidden="true">
          {marked(text, offset).map((token, i) => (
            <span key={i} class={token.wrong ? `sql-${token.kind} sql-wrong` : `sql-${token.kind}`}>
              {token.text}
            </span>
          ))}
          {'\n'}
        </pre>
        <textarea
          ref={field}
          value={text}
          rows={10}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          aria-label={t('sql.editor')}
          aria-describedby={wrong === undefined ? 'sql-keys' : 'sql-problem'}
          aria-invalid={wrong !== undefined}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={keys}
          onScroll={align}
        />
      </div>
    </div>
  );
}

/** A new line begins under the beginning of the one before. */
function indentLike(event: KeyboardEvent): void {
  const area = event.currentTarget as HTMLTextAreaElement;
  const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const indent = /^[ \t]*/.exec(area.value.slice(start, area.selectionStart))![0];
  if (indent === '') return;
  event.preventDefault();
  area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
