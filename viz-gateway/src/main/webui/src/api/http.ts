import { store } from '../shell/store';
import { Problem } from './problem';

/** The token that unsafe calls must carry beside the session's cookie. */
export const csrfToken = store<string | undefined>(undefined);

/** Counts the answers that said the session is over. */
export const expired = store(0);

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly query?: Record<string, string | number | undefined>;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** The address of an API call below `/api/v1`. */
export function endpoint(path: string, query: Call['query'] = {}): string {
  const given = Object.entries(query).filter((pair) => pair[1] !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/** Calls the API and gives the answer; an answer that is a problem is thrown as {@link Problem}. */
export async function answer(path: string, call: Call = {}): Promise<Response> {
  const method = call.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json', ...call.headers };
  if (call.json !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken.value !== undefined) headers['X-CSRF-Token'] = csrfToken.value;
  let response: Response;
  try {
    response = await fetch(endpoint(path, call.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(call.json !== undefined && { body: JSON.stringify(call.json) }),
      ...(call.signal && { signal: call.signal }),
    });
  } catch (failure) {
    if (call.signal?.aborted) throw failure;
    throw Problem.unreachable();
  }
  if (!response.ok) {
    const id = response.headers.get('X-Request-Id') ?? undefined;
    const problem = Problem.read(response.status, await response.text(), id);
    if (response.status === 401 && !call.headers?.['Authorization'] && path !== '/session') {
      expired.set(expired.value + 1);
    }
    throw problem;
  }
  return response;
}

/** Calls the API and reads its JSON; an empty answer is undefined. */
export async function call<T>(path: string, how: Call = {}): Promise<T> {
  const response = await answer(path, how);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
