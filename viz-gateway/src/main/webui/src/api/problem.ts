/** Where in the caller's input something is wrong, and what. */
export interface Fault {
  readonly reason?: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

interface ProblemDocument {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly line?: number;
  readonly column?: number;
  readonly errors?: readonly Fault[];
}

/** An answer that says what went wrong (RFC 9457), or that there was no answer (`code` UNREACHABLE, status 0). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | undefined,
    readonly errors: readonly Fault[],
    /** The address of the page about this kind of problem. */
    readonly about?: string,
  ) {
    super(detail === '' ? title : detail);
  }

  /** The first place in the text that the problem points at. */
  get spot(): { line: number; column: number } | undefined {
    const fault = this.errors.find((one) => one.line !== undefined);
    return fault?.line === undefined ? undefined : { line: fault.line, column: fault.column ?? 1 };
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }

  static unreachable(): Problem {
    return new Problem(0, 'UNREACHABLE', '', '', undefined, []);
  }

  /** Whatever was thrown, as a problem: code of ours that failed is one too. */
  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return new Problem(0, 'PAGE_FAILED', '', text, undefined, []);
  }

  /** Reads an answer's text, which may be no problem document at all when something in between answered. */
  static read(status: number, text: string, requestId: string | undefined): Problem {
    let document: ProblemDocument = {};
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null) document = parsed;
    } catch {
      document = {}; // no JSON: the status alone has to say it
    }
    const place = document.line === undefined ? [] : [placeOf(document)];
    return new Problem(
      status,
      document.code ?? `HTTP_${status}`,
      document.title ?? '',
      document.detail ?? '',
      document.requestId ?? requestId,
      document.errors?.length ? document.errors : place,
      document.type?.startsWith('/problems/') ? document.type : undefined,
    );
  }
}

function placeOf(document: ProblemDocument): Fault {
  return { ...(document.line !== undefined && { line: document.line }), ...(document.column !== undefined && { column: document.column }) };
}
