import { csrfToken, expired } from '../api/http';
import { lake } from '../api/lake';
import { Problem } from '../api/problem';
import type { Role, Session } from '../api/types';
import { t } from '../i18n';
import { remember, remembered, remembers } from '../shell/preferences';
import { store } from '../shell/store';

/** Whether somebody is signed in, and who. */
export type SignedIn =
  | { readonly state: 'asking' }
  | { readonly state: 'out'; readonly problem?: Problem }
  | { readonly state: 'in'; readonly principal: string; readonly role: Role };

/** The address that leads a browser to the identity provider. */
export const PROVIDER = '/api/v1/session/login';

const KINDS = ['expired', 'refused', 'unconfirmed', 'no-role', 'unavailable', 'failed'] as const;

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

/** How the way over the identity provider ended, in the fragment of the address that it leads back to. */
export function cameBack(fragment: string): { readonly failure: string | undefined } | undefined {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const failure = words.get('sign-in-failed') ?? undefined;
  return failure !== undefined || words.has('signed-in') ? { failure } : undefined;
}

/** Takes up the session: with the key of a sign-in link, which leaves the address at once, or with the cookie. */
export async function takeUpSession(): Promise<void> {
  const key = keyIn(location.hash);
  const back = cameBack(location.hash);
  if (key !== undefined || back !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  if (key !== undefined) {
    await signIn(key);
    return;
  }
  // The cookie itself cannot be seen; a browser that never signed in need not ask.
  if (back === undefined && remembers() && remembered('session') === undefined) {
    leave();
    return;
  }
  try {
    enter(await lake.session());
  } catch (failure) {
    const problem = Problem.of(failure);
    if (back?.failure !== undefined) leave(notSignedIn(back.failure));
    else leave(problem.status === 401 ? undefined : problem);
  }
}

/** Why the way over the provider did not lead to a session: the kinds that the gateway tells apart. */
function notSignedIn(kind: string): Problem {
  const known = KINDS.find((one) => one === kind) ?? 'failed';
  return new Problem(401, 'SIGN_IN_FAILED', '', t(`signIn.failed.${known}`), undefined, []);
}

/** Whether the lake lets its users sign in at an identity provider. */
export async function offersProvider(): Promise<boolean> {
  try {
    return (await fetch(PROVIDER, { method: 'HEAD' })).ok;
  } catch {
    return false; // unreachable: signing in with a key says so
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
