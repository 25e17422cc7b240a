import type { ComponentType } from 'preact';
import { Loads } from '../activity/Loads';
import { LoadView } from '../activity/LoadView';
import { Queries } from '../activity/Queries';
import type { Role } from '../api/types';
import { DashboardView } from '../dashboards/DashboardView';
import { Databases } from '../data/Databases';
import { Tables } from '../data/Tables';
import { TableView } from '../data/TableView';
import { Home } from '../home/Home';
import type { MessageKey } from '../i18n';
import { Settings } from '../settings/Settings';
import { SqlView } from '../sql/SqlView';
import type { IconName } from '../ui/Icon';
import { UploadView } from '../upload/UploadView';

/** The values that a view reads from its address. */
export type PathValues = Record<string, string>;

interface Route {
  readonly pattern: string;
  readonly view: ComponentType<{ values: PathValues }>;
  /** The least role that the view is for. */
  readonly role: Role;
}

/** Every address of the page. */
export const routes: readonly Route[] = [
  { pattern: '/', role: 'viewer', view: Home },
  { pattern: '/dashboards', role: 'viewer', view: Home },
  { pattern: '/dashboards/:id', role: 'viewer', view: DashboardView },
  { pattern: '/data', role: 'viewer', view: Databases },
  { pattern: '/data/:database', role: 'viewer', view: Tables },
  { pattern: '/data/:database/:table', role: 'viewer', view: TableView },
  { pattern: '/upload', role: 'editor', view: UploadView },
  { pattern: '/sql', role: 'analyst', view: SqlView },
  { pattern: '/activity', role: 'viewer', view: Loads },
  { pattern: '/activity/loads/:id', role: 'viewer', view: LoadView },
  { pattern: '/activity/queries', role: 'analyst', view: Queries },
  { pattern: '/settings', role: 'viewer', view: Settings },
];

interface Door {
  readonly to: string;
  readonly name: MessageKey;
  readonly icon: IconName;
  readonly role: Role;
  /** The beginnings of the paths that lie behind this entry. */
  readonly covers: readonly string[];
}

/** The entries of the navigation, in order. */
export const doors: readonly Door[] = [
  { to: '/', name: 'nav.dashboards', icon: 'dashboards', role: 'viewer', covers: ['/dashboards'] },
  { to: '/data', name: 'nav.data', icon: 'data', role: 'viewer', covers: ['/data'] },
  { to: '/upload', name: 'nav.upload', icon: 'upload', role: 'editor', covers: ['/upload'] },
  { to: '/sql', name: 'nav.sql', icon: 'sql', role: 'analyst', covers: ['/sql'] },
  { to: '/activity', name: 'nav.activity', icon: 'activity', role: 'viewer', covers: ['/activity'] },
  { to: '/settings', name: 'nav.settings', icon: 'settings', role: 'viewer', covers: ['/settings'] },
];

/** Whether a path lies behind an entry of the navigation. */
export function behind(door: Door, path: string): boolean {
  return path === door.to || door.covers.some((start) => path === start || path.startsWith(`${start}/`));
}
