import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import english from '../src/i18n/en.json';
import korean from '../src/i18n/ko.json';

type Message = string | Record<string, string>;
const en = english as Record<string, Message>;
const ko = korean as Record<string, Message>;
const sources = import.meta.glob<string>('../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

describe('messages', () => {
  it('are the same in English and Korean', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
  });

  it('name the same values in both languages', () => {
    for (const key of Object.keys(en)) expect([key, values(ko[key]!)]).toEqual([key, values(en[key]!)]);
  });

  it('have the plural forms that their language needs', () => {
    for (const [key, message] of Object.entries(en)) {
      if (typeof message !== 'string') expect([key, Object.keys(message)]).toEqual([key, ['one', 'other']]);
    }
    for (const [key, message] of Object.entries(ko)) {
      if (typeof message !== 'string') expect([key, Object.keys(message)]).toEqual([key, ['other']]);
    }
  });

  it('are all used', () => {
    const code = Object.values(sources).join('\n');
    const made = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{[^}]+\}((?:\.[a-zA-Z]+)*)`/g)];
    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !made.some(([, start, end]) => key.startsWith(start!) && key.endsWith(end!)),
    );
    expect(unused).toEqual([]);
  });

  it('are where all text is: none stands in the code', () => {
    const found = Object.entries(sources).filter(([file]) => file.endsWith('.tsx')).flatMap(([file, code]) => textIn(file, code));
    expect(found).toEqual([]);
  });
});

function values(message: Message): string[] {
  const text = typeof message === 'string' ? message : message['other']!;
  return [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort();
}

/** What a reader would see in a component without its going through a message; names and commands are allowed. */
function textIn(file: string, code: string): string[] {
  const said = ['title', 'aria-label', 'placeholder', 'alt', 'what', 'name', 'label'];
  const allowed = /^(Tarn|SQL|NULL|CSV|tarn_…|default|\.\/tarn .*|[^\p{L}]*)$/u;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && !allowed.test(node.text.trim())) found.push(`${file}: ${node.text.trim()}`);
    if (ts.isJsxAttribute(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) {
      const name = node.name.getText();
      const icon = node.parent.parent.getText().startsWith('<Icon');
      if (said.includes(name) && !icon && !allowed.test(node.initializer.text)) found.push(`${file}: ${name}=${node.initializer.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}
