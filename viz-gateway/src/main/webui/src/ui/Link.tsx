import type { ComponentChildren } from 'preact';
import { navigate } from '../shell/router';

interface Props {
  to: string;
  class?: string;
  title?: string | undefined;
  'aria-current'?: 'page' | undefined;
  children?: ComponentChildren;
}

/** A link within the page: a plain click stays, a click with a modifier does what the browser does. */
export function Link({ to, children, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  );
}
