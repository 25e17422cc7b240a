import { local, relative, short, utc } from '../format/times';

interface Props {
  at: string;
  as?: 'short' | 'relative' | 'local';
}

/** A moment in the reader's zone; UTC on hover. */
export function Time({ at, as = 'short' }: Props) {
  const text = as === 'short' ? short(at) : as === 'relative' ? relative(at) : local(at);
  return (
    <time dateTime={at} title={as === 'local' ? utc(at) : `${local(at)} · ${utc(at)}`}>
      {text}
    </time>
  );
}
