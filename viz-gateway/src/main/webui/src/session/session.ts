import { csrfToken, expired } from '../api/http';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Role, Session } from '../api/types';
import { remember, remembered, remembers } from '../shell/preferences';
import { store } from '../shell/store';

/** Whether somebody is signed in, and who. */
export type SignedIn =
  | { readonly state: 'asking' }
  | { readonly state: 'out'; readonly problem?: Problem }
  | { readonly state: 'in'; readonly principal: string; readonly role: Role };

export const signedIn = store<SignedIn>({ state: 'asking' });

const RANK: Readonly<Record<Role, number>> = { viewer: 0, analyst: 1, editor: 2, admin: 3 };

/** Whether the one signed in has at least this role. */
export function may(role: Role): boolean {
  const who = signedIn.value;
  return who.state === 'in' && RANK[who.role] >= RANK[role];
}

/** The key in a sign-in link's fragment (`#key=…`), or undefined. */
export function keyIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('key') ?? undefined;
}

/** Takes up the session: with the key of a sign-in link, which leaves the address at once, or with the cookie. */
export async function takeUpSession(): Promise<void> {
  const key = keyIn(location.hash);
  if (key !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    await signIn(key);
    return;
  }
  // The cookie itself cannot be seen; a browser that never signed in need not ask.
  if (remembers() && remembered('session') === undefined) {
    leave();
    return;
  }
  try {
    enter(await lake.session());
  } catch (failure) {
    const problem = Problem.of(failure);
    leave(problem.status === 401 ? undefined : problem);
  }
}

/** Exchanges a key for the session's cookie. */
export async function signIn(key: string): Promise<void> {
  try {
    enter(await lake.signIn(key.trim()));
  } catch (failure) {
    leave(Problem.of(failure));
  }
}

export async function signOut(): Promise<void> {
  try {
    await lake.signOut();
    leave();
  } catch (failure) {
    leave(Problem.of(failure)); // the cookie may live on: the reader has to know
  }
}

// When the session ends on the other side, a key is asked for again; the address stays.
expired.watch(() => {
  if (signedIn.value.state === 'in') leave();
});

function enter(session: Session): void {
  remember('session', 'yes');
  csrfToken.set(session.csrfToken);
  signedIn.set({ state: 'in', principal: session.principal, role: session.role });
}

function leave(problem?: Problem): void {
  if (problem === undefined || problem.status === 401) remember('session', undefined);
  csrfToken.set(undefined);
  signedIn.set(problem === undefined ? { state: 'out' } : { state: 'out', problem });
}
