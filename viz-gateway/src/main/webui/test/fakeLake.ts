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
