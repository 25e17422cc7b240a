import { describe, expect, it } from 'vitest';
import { csv, numeric, plain, readable } from '../src/format/values';

describe('values', () => {
  it('tells NULL from the empty string in CSV', () => {
    expect(csv(['a', 'b'], [[null, '']])).toBe('a,b\r\n,""\r\n');
  });

  it('quotes what a CSV reader would take apart', () => {
    expect(csv(['x'], [['a,b'], ['say "no"'], ['two\nlines']])).toBe('x\r\n"a,b"\r\n"say ""no"""\r\n"two\nlines"\r\n');
  });

  it('copies values as they are', () => {
    expect(plain(11391)).toBe('11391');
    expect(plain('9007199254740993')).toBe('9007199254740993');
    expect(plain([1, { a: null }])).toBe('[1,{"a":null}]');
  });

  it('reads numbers grouped and rounded, text untouched', () => {
    expect(readable(72.58485639686684, 'double')).toBe('72.58');
    expect(readable(0.0123456, 'double')).toBe('0.0123');
    expect(readable(402947, 'bigint')).toBe('402,947');
    expect(readable('1234.50', 'decimal(12,2)')).toBe('1,234.50');
    expect(readable('10-20', 'varchar')).toBe('10-20');
  });

  it('knows the types whose values are numbers', () => {
    expect(['bigint', 'double', 'decimal(12,2)', 'real'].every(numeric)).toBe(true);
    expect(['varchar', 'boolean', 'array(bigint)', 'timestamp(6)'].some(numeric)).toBe(false);
  });
});
