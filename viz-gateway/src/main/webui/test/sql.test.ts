import { describe, expect, it } from 'vitest';
import { marked, offsetOf, sqlName, tokens } from '../src/sql/tokens';

const SQL = `SELECT 'it''s', "Größe", 1.5e3 -- done
FROM t /* here */ WHERE x >= .5`;

describe('pieces of SQL', () => {
  it('joined give the text', () => {
    for (const text of [SQL, "open 'string", 'open /* comment', '', 'ein "Name', '값 = 1']) {
      expect(tokens(text).map((token) => token.text).join('')).toBe(text);
    }
  });

  it('are told apart', () => {
    const kinds = new Map(tokens(SQL).map((token) => [token.text, token.kind]));
    expect(kinds.get('SELECT')).toBe('word');
    expect(kinds.get("'it''s'")).toBe('text');
    expect(kinds.get('"Größe"')).toBe('quoted');
    expect(kinds.get('1.5e3')).toBe('number');
    expect(kinds.get('-- done')).toBe('comment');
    expect(kinds.get('t')).toBe('plain');
  });

  it('are found by line and column', () => {
    expect(offsetOf('ab\ncd', 2, 1)).toBe(3);
    expect(offsetOf('ab\ncd', 1, 9)).toBe(2);
    expect(offsetOf('ab\ncd', 7, 1)).toBe(5);
  });

  it('are marked where something is wrong, at the end too', () => {
    const wrong = (sql: string, offset: number) => marked(sql, offset).find((token) => token.wrong)?.text;
    expect(wrong('SELECT 1 FORM t', 9)).toBe('FORM');
    expect(wrong('SELECT', 6)).toBe(' ');
  });
});

describe('names in SQL', () => {
  it('are quoted when they are not plain', () => {
    expect(sqlName('studentinfo')).toBe('studentinfo');
    expect(sqlName('이름')).toBe('"이름"');
    expect(sqlName('2024')).toBe('"2024"');
    expect(sqlName('order')).toBe('"order"');
    expect(sqlName('a"b')).toBe('"a""b"');
  });
});
