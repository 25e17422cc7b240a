import { newIdempotencyKey } from '../api/ids';
import { Problem } from '../api/problem';
import type { Load } from '../api/types';
import { store } from '../shell/store';
import type { Picked } from './dropped';
import { ended, follow } from './following';
import { loadable, suggestedName } from './names';
import { send } from './sending';

/** How far one file has come. */
export type Stage =
  | { readonly kind: 'picked' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly sent: number }
  | { readonly kind: 'load'; readonly load: Load; readonly problem?: Problem }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface Upload {
  readonly number: number;
  readonly file: File;
  readonly table: string;
  readonly stage: Stage;
  readonly idempotencyKey: string;
  readonly stop: AbortController;
}

interface Options {
  readonly database: string;
  readonly options: Readonly<Record<string, string | undefined>>;
}

const AT_ONCE = 2;

const list = store<readonly Upload[]>([]);
const leftOut = store<readonly string[]>([]);
const folder = store<string | undefined>(undefined);
let last = 0;
let options: Options = { database: 'default', options: {} };

function change(number: number, next: Partial<Upload>): void {
  list.set(list.value.map((upload) => (upload.number === number ? { ...upload, ...next } : upload)));
}

function stage(number: number, next: Stage): void {
  change(number, { stage: next });
}

/** The files on their way into the lake. They go on while the reader looks at other views. */
export const uploads = {
  list,
  /** Names of chosen files that no format of ours is known for. */
  leftOut,
  /** The folder that the files were chosen from. */
  folder,

  add(picked: Picked): void {
    const fit = picked.files.filter((file) => loadable(file.name));
    const given = fit.map((file) => ({
      number: ++last,
      file,
      table: suggestedName(file.name),
      stage: { kind: 'picked' } as const,
      idempotencyKey: newIdempotencyKey(),
      stop: new AbortController(),
    }));
    leftOut.set(picked.files.filter((file) => !loadable(file.name)).map((file) => file.name));
    folder.set(picked.folder);
    list.set([...list.value, ...given]);
  },

  rename(number: number, table: string): void {
    change(number, { table });
  },

  /** Takes a file off the list; what is being sent is stopped, a load that exists goes on by itself. */
  remove(number: number): void {
    list.value.find((upload) => upload.number === number)?.stop.abort();
    list.set(list.value.filter((upload) => upload.number !== number));
    advance();
  },

  clear(): void {
    for (const upload of list.value) upload.stop.abort();
    list.set([]);
    leftOut.set([]);
  },

  /** Sends every file that was picked, a few at a time. */
  start(into: Options): void {
    options = into;
    list.set(list.value.map((one) => (one.stage.kind === 'picked' ? { ...one, stage: { kind: 'queued' } } : one)));
    advance();
  },

  /** Sends a refused file again. Its key is new unless no answer came, for then the first may have arrived. */
  again(upload: Upload): void {
    const lost = upload.stage.kind === 'refused' && upload.stage.problem.code === 'UNREACHABLE';
    change(upload.number, {
      stage: { kind: 'queued' },
      stop: new AbortController(),
      ...(!lost && { idempotencyKey: newIdempotencyKey() }),
    });
    advance();
  },

  /** Whether leaving the page would break something off. */
  busy(): boolean {
    return list.value.some((upload) => upload.stage.kind === 'queued' || upload.stage.kind === 'sending');
  },
};

function advance(): void {
  const sending = list.value.filter((upload) => upload.stage.kind === 'sending').length;
  const next = list.value.filter((upload) => upload.stage.kind === 'queued').slice(0, AT_ONCE - sending);
  for (const upload of next) void run(upload);
}

async function run(upload: Upload): Promise<void> {
  const { number, file, stop } = upload;
  stage(number, { kind: 'sending', sent: 0 });
  let load: Load;
  try {
    const target = { ...options, table: upload.table, idempotencyKey: upload.idempotencyKey };
    load = await send(file, target, (sent) => stage(number, { kind: 'sending', sent }), stop.signal);
  } catch (failure) {
    if (!stop.signal.aborted) stage(number, { kind: 'refused', problem: Problem.of(failure) });
    return;
  } finally {
    queueMicrotask(advance);
  }
  stage(number, { kind: 'load', load });
  if (ended(load)) return;
  try {
    await follow(load.id, (now) => stage(number, { kind: 'load', load: (load = now) }), stop.signal);
  } catch (failure) {
    if (!stop.signal.aborted) stage(number, { kind: 'load', load, problem: Problem.of(failure) });
  }
}
