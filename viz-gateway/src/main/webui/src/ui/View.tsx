import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { moves } from '../shell/router';
import { useStore } from '../shell/store';
import { Link } from './Link';

interface Crumb {
  readonly name: string;
  readonly to: string;
}

interface Props {
  title: string;
  above?: readonly Crumb[];
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

let focusedMove = 0;

/** The frame of every view: its heading (which takes the focus after a move), the way up, its actions. */
export function View({ title, above = [], lead, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const move = useStore(moves);
  useEffect(() => {
    document.title = title === 'Tarn' ? title : `${title} · Tarn`;
  }, [title]);
  useEffect(() => {
    if (move === focusedMove) return;
    focusedMove = move;
    heading.current?.focus({ preventScroll: true });
  }, [move]);
  return (
    <main id="content" class="view">
      {above.length > 0 && (
        <nav class="crumbs" aria-label={t('shell.crumbs')}>
          {above.map((crumb) => (
            <span key={crumb.to}>
              <Link to={crumb.to}>{crumb.name}</Link>
              <span aria-hidden="true"> / </span>
            </span>
          ))}
        </nav>
      )}
      <div class="view-head">
        <div class="view-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <div class="lead">{lead}</div>}
        </div>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

/** Grey bars in the shape of what is being waited for; says what it is. */
export function Waiting({ what, lines = 4 }: { what: string; lines?: number }) {
  return (
    <div class="waiting" role="status">
      <span class="unseen">{what}</span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} class="bar" aria-hidden="true" />
      ))}
    </div>
  );
}

/** A few named facts in a row. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
