import type { Value } from '../format/values';
import type { Fault } from './problem';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

export type Role = 'viewer' | 'analyst' | 'editor' | 'admin';

export interface Session {
  readonly principal: string;
  readonly role: Role;
  readonly csrfToken: string;
}

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  readonly revokedAt?: string;
}

/** A key just made, with the secret that is shown once. */
export interface NewKey extends Key {
  readonly key: string;
}

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Chart {
  readonly type: 'number' | 'table' | 'vega-lite';
  readonly unit?: string;
}

export interface DashboardSummary {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly updatedAt?: string;
}

/** A dashboard's document, as far as the page lays it out before its data is here. */
export interface Dashboard extends DashboardSummary {
  readonly parameters?: readonly Omit<Parameter, 'value' | 'options'>[];
  readonly tiles: readonly TileOutline[];
}

export interface TileOutline {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly chart: Chart;
  readonly place: Place;
}

export interface Tile extends TileOutline {
  readonly columns?: readonly Column[];
  readonly rows?: readonly (readonly Value[])[];
  /** Whether there are more rows than a tile shows. */
  readonly truncated?: boolean;
  readonly vegaLite?: object;
  readonly asOf?: string;
  readonly snapshots?: Readonly<Record<string, string>>;
  readonly error?: TileError;
}

/** Why a tile has no rows, or a parameter no options. */
export interface TileError {
  readonly code: string;
  readonly detail?: string;
}

export interface Parameter {
  readonly name: string;
  readonly title?: string;
  readonly type: string;
  readonly value: Value;
  readonly default?: Value;
  readonly options?: readonly Value[];
  readonly error?: TileError;
}

export interface DashboardData {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly asOf: string;
  readonly parameters: readonly Parameter[];
  readonly tiles: readonly Tile[];
}

export interface Database {
  readonly name: string;
  readonly comment?: string;
  readonly tables?: number;
}

export interface TableSummary {
  readonly database: string;
  readonly name: string;
  readonly format?: string;
  readonly rows?: number;
  readonly bytes?: number;
  readonly updatedAt?: string;
}

export interface TableColumn extends Column {
  readonly originalName?: string;
  readonly nullable?: boolean;
  readonly comment?: string;
}

export interface Table extends TableSummary {
  readonly comment?: string;
  readonly location?: string;
  readonly files?: number;
  readonly columns: readonly TableColumn[];
  readonly snapshotId?: string;
}

export interface ColumnStatistics {
  readonly name: string;
  readonly min?: Value;
  readonly max?: Value;
  readonly nulls?: number;
  /** Whether the bounds may be wider than the values. */
  readonly approximate?: boolean;
}

export interface TableStatistics {
  readonly columns: readonly ColumnStatistics[];
}

export interface Snapshot {
  readonly snapshotId: string;
  readonly committedAt: string;
  readonly operation?: string;
  readonly rows?: number;
  readonly addedRows?: number;
  readonly deletedRows?: number;
  /** Whether readers see it now. */
  readonly current?: boolean;
  /** What made it: load, sql, or an engine's name. */
  readonly origin?: string;
  readonly loads?: readonly string[];
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  readonly nextPageToken?: string;
}

export type LoadState = 'RECEIVED' | 'CHECKING' | 'LOADING' | 'LOADED' | 'REJECTED' | 'FAILED' | 'CANCELLED';

export interface Load {
  readonly id: string;
  readonly state: LoadState;
  readonly database: string;
  readonly table: string;
  readonly source?: { readonly name?: string; readonly uri?: string; readonly bytes?: number };
  readonly rowsRead?: number;
  readonly rowsLoaded?: number;
  readonly rowsQuarantined?: number;
  readonly snapshotId?: string;
  readonly progress?: number;
  /** When a failed load is tried again by itself. */
  readonly nextAttemptAt?: string;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly error?: { readonly code: string; readonly detail?: string; readonly errors?: readonly Fault[] };
}

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface Query {
  readonly queryId: string;
  readonly state: QueryState;
  readonly sql?: string;
  readonly database?: string;
  readonly statementType?: string;
  readonly principal?: string;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly statistics?: {
    readonly scannedBytes?: number;
    readonly totalMillis?: number;
    readonly engineMillis?: number;
    readonly reused?: boolean;
  };
  readonly snapshots?: Readonly<Record<string, string>>;
  /** Rows of the answer. */
  readonly rows?: number;
  readonly error?: {
    readonly code: string;
    readonly detail?: string;
    readonly line?: number;
    readonly column?: number;
  };
}
