import { path } from '../shell/router';
import { answer, call } from './http';
import { newIdempotencyKey } from './ids';
import type {
  Dashboard, DashboardData, DashboardSummary, Database, Key, Load, NewKey, Page, Query, Role, Rows, Session, Snapshot,
  Table, TableStatistics, TableSummary,
} from './types';

type Signal = AbortSignal | undefined;

/** The calls of the public API that the page makes, one function each. */
export const lake = {
  session: () => call<Session>('/session'),
  signIn: (key: string) =>
    call<Session>('/session', { method: 'POST', headers: { Authorization: `Bearer ${key}` } }),
  signOut: () => call<void>('/session', { method: 'DELETE' }),

  keys: (signal: Signal) => call<Page<Key>>('/keys', { signal, query: { limit: 1000 } }),
  makeKey: (name: string, role: Role, expiresAt: string | undefined) =>
    call<NewKey>('/keys', { method: 'POST', json: { name, role, ...(expiresAt && { expiresAt }) } }),
  revokeKey: (id: string) => call<void>(path`/keys/${id}`, { method: 'DELETE' }),

  dashboards: (signal: Signal) => call<Page<DashboardSummary>>('/dashboards', { signal, query: { limit: 1000 } }),
  dashboard: (id: string, signal: Signal) => call<Dashboard>(path`/dashboards/${id}`, { signal }),
  dashboardData: (id: string, parameters: Record<string, string>, signal: Signal) =>
    call<DashboardData>(path`/dashboards/${id}/data`, { signal, query: parameters }),

  databases: (signal: Signal) => call<Page<Database>>('/databases', { signal, query: { limit: 1000 } }),
  tables: (database: string, signal: Signal) =>
    call<Page<TableSummary>>(path`/databases/${database}/tables`, { signal, query: { limit: 1000 } }),
  table: (database: string, table: string, signal: Signal) =>
    call<Table>(path`/databases/${database}/tables/${table}`, { signal }),
  preview: (database: string, table: string, signal: Signal) =>
    call<Rows>(path`/databases/${database}/tables/${table}/preview`, { signal }),
  statistics: (database: string, table: string, signal: Signal) =>
    call<TableStatistics>(path`/databases/${database}/tables/${table}/statistics`, { signal }),
  snapshots: (database: string, table: string, signal: Signal) =>
    call<Page<Snapshot>>(path`/databases/${database}/tables/${table}/snapshots`, { signal }),

  load: (id: string, signal: Signal) => call<Load>(path`/loads/${id}`, { signal }),
  loads: (pageToken: string | undefined, signal: Signal) => call<Page<Load>>('/loads', { signal, query: { limit: 50, pageToken } }),
  retryLoad: (id: string) => call<Load>(path`/loads/${id}/retry`, { method: 'POST' }),
  cancelLoad: (id: string) => call<void>(path`/loads/${id}`, { method: 'DELETE' }),

  submit: (sql: string, database: string | undefined, signal: Signal) =>
    call<Query>('/queries', {
      method: 'POST',
      json: { sql, ...(database && { database }) },
      headers: { Prefer: 'wait=2', 'Idempotency-Key': newIdempotencyKey() },
      signal,
    }),
  query: (id: string, signal: Signal) => call<Query>(path`/queries/${id}`, { signal }),
  queries: (pageToken: string | undefined, signal: Signal) =>
    call<Page<Query>>('/queries', { signal, query: { limit: 50, pageToken } }),
  cancelQuery: (id: string) => call<void>(path`/queries/${id}/cancel`, { method: 'POST' }),
  results: (id: string, limit: number, pageToken: string | undefined, signal: Signal) =>
    call<Rows>(path`/queries/${id}/results`, { signal, query: { limit, pageToken } }),
  resultsCsv: (id: string) => answer(path`/queries/${id}/results`, { headers: { Accept: 'text/csv' } }),
};
