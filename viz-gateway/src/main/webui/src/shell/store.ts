import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that views watch: one writer at a time, every watcher told of each change. */
export interface Store<T> {
  readonly value: T;
  set(value: T): void;
  watch(changed: () => void): () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set(next: T) {
      if (Object.is(next, value)) return;
      value = next;
      for (const changed of [...watchers]) changed();
    },
    watch(changed: () => void) {
      watchers.add(changed);
      return () => {
        watchers.delete(changed);
      };
    },
  };
}

/** The store's value; the view is drawn again when it changes. */
export function useStore<T>(source: Store<T>): T {
  const [, redraw] = useState(0);
  const drawn = source.value;
  useLayoutEffect(() => {
    const changed = () => redraw((n) => n + 1);
    if (!Object.is(drawn, source.value)) changed();
    return source.watch(changed);
    // Only the first drawing can have missed a change.
  }, [source]);
  return drawn;
}
