import { describe, expect, it } from 'vitest';
import { Problem } from '../src/api/problem';

describe('a problem', () => {
  it('is read from its document', () => {
    const document = {
      title: 'The SQL is not well formed',
      detail: "mismatched input 'FORM'",
      code: 'SYNTAX_ERROR',
      requestId: 'r1',
      errors: [{ line: 2, column: 1, reason: "mismatched input 'FORM'" }],
    };
    const problem = Problem.read(400, JSON.stringify(document), undefined);
    expect(problem).toMatchObject({ status: 400, code: 'SYNTAX_ERROR', requestId: 'r1' });
    expect(problem.spot).toEqual({ line: 2, column: 1 });
  });

  it('keeps the request id of the header when what answered was no service of ours', () => {
    const problem = Problem.read(502, '<html>Bad Gateway</html>', 'r2');
    expect(problem).toMatchObject({ code: 'HTTP_502', requestId: 'r2', errors: [] });
  });

  it('takes line and column from the document itself when it lists no errors', () => {
    expect(Problem.read(400, '{"code":"TABLE_NOT_FOUND","line":3,"column":6}', undefined).spot).toEqual({ line: 3, column: 6 });
  });

  it('is made of anything that is thrown', () => {
    expect(Problem.of(new TypeError('x is undefined'))).toMatchObject({ code: 'PAGE_FAILED', detail: 'x is undefined' });
    const problem = Problem.unreachable();
    expect(Problem.of(problem)).toBe(problem);
  });
});
