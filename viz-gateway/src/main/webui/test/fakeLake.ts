type Answer = object | ((url: URL, request: RequestInit) => object | Response);

/** Answers what the page asks for from a table of paths below `/api/v1`; anything else is a 404 problem. */
export function fakeLake(answers: Record<string, Answer>): void {
  globalThis.fetch = (input, request = {}) => {
    const url = new URL(String(input), 'http://lake.test');
    const found = answers[`${request.method ?? 'GET'} ${url.pathname.replace('/api/v1', '')}`];
    const said = typeof found === 'function' ? found(url, request) : found;
    if (said instanceof Response) return Promise.resolve(said);
    if (said === undefined) return Promise.resolve(problem(404, { code: 'NOT_FOUND', detail: `nothing at ${url.pathname}`, requestId: 'r404' }));
    return Promise.resolve(new Response(JSON.stringify(said), { headers: { 'Content-Type': 'application/json' } }));
  };
}

export function problem(status: number, document: object): Response {
  return new Response(JSON.stringify(document), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

/** The open event streams of the page, which hear what a test tells. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  private static readonly open = new Set<FakeEventSource>();
  readyState = 1;

  constructor(readonly url: string) {
    super();
    FakeEventSource.open.add(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
    FakeEventSource.open.delete(this);
  }

  static tell(event: string, data: object): void {
    for (const stream of FakeEventSource.open) stream.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
}

Object.assign(globalThis, { EventSource: FakeEventSource });
