import { csrfToken, endpoint, expired } from '../api/http';
import { Problem } from '../api/problem';
import type { Load } from '../api/types';
import { path } from '../shell/router';

export interface Target {
  readonly database: string;
  readonly table: string;
  readonly options: Readonly<Record<string, string | undefined>>;
  /** The same for each attempt to send the same file. */
  readonly idempotencyKey: string;
}

/** Sends a file as the body of one request, telling how many bytes have left; gives the load that was made of it. */
export function send(file: File, target: Target, sent: (bytes: number) => void, signal: AbortSignal): Promise<Load> {
  const address = endpoint(path`/databases/${target.database}/tables/${target.table}/files`, {
    name: file.name,
    ...target.options,
  });
  return new Promise((accepted, refused) => {
    // fetch cannot tell how far a body has been sent; XMLHttpRequest can, and streams the file from the disk.
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', target.idempotencyKey);
    if (csrfToken.value !== undefined) request.setRequestHeader('X-CSRF-Token', csrfToken.value);
    request.upload.onprogress = (event) => sent(event.loaded);
    request.onerror = () => refused(Problem.unreachable());
    request.onabort = () => refused(signal.reason);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        accepted(JSON.parse(request.responseText) as Load);
        return;
      }
      if (request.status === 401) expired.set(expired.value + 1);
      const id = request.getResponseHeader('X-Request-Id') ?? undefined;
      refused(Problem.read(request.status, request.responseText, id));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
