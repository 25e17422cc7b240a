import { describe, expect, it } from 'vitest';
import { allowedName, loadable, suggestedName } from '../src/upload/names';
import { keyIn } from '../src/session/session';

describe('names from files', () => {
  it('fold to what the lake allows', () => {
    expect(suggestedName('studentInfo.csv.gz')).toBe('studentinfo');
    expect(suggestedName('Student List (2024).csv')).toBe('student_list_2024');
    expect(suggestedName('Café-Menü.parquet')).toBe('cafe_menu');
  });

  it('are empty when nothing is left, so that the reader chooses one', () => {
    expect(suggestedName('학생.csv')).toBe('');
    expect(allowedName('')).toBe(false);
  });

  it('say which files can become rows', () => {
    expect(['a.csv', 'a.CSV.gz', 'a.tsv.zst', 'a.parquet', 'a.txt'].every(loadable)).toBe(true);
    expect(['a.pdf', 'README', 'a.csv.zip', '.DS_Store'].some(loadable)).toBe(false);
  });
});

describe('a sign-in link', () => {
  it('carries the key in its fragment', () => {
    expect(keyIn('#key=tarn_1_abc')).toBe('tarn_1_abc');
    expect(keyIn('#content')).toBeUndefined();
    expect(keyIn('')).toBeUndefined();
  });
});
