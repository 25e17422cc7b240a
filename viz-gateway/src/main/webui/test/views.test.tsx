import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeUpSession } from '../src/session/session';
import { App } from '../src/shell/App';
import { navigate } from '../src/shell/router';
import { FakeEventSource, fakeLake, problem } from './fakeLake';
import { speakIn } from './speaking';

const place = (x: number, y: number) => ({ x, y, width: 6, height: 2 });
const tiles = [
  { id: 'students', title: 'Students', chart: { type: 'number' }, place: place(0, 0) },
  { id: 'list', title: 'Presentations', description: 'All of them.', chart: { type: 'table' }, place: place(6, 0) },
  { id: 'broken', title: 'Broken', chart: { type: 'vega-lite' }, place: place(0, 2) },
];
const asOf = '2026-11-23T12:00:00Z';
const data = {
  id: 'oulad',
  title: 'Open University',
  asOf,
  parameters: [{ name: 'module', title: 'Module', type: 'varchar', value: 'All', options: ['All', 'AAA'] }],
  tiles: [
    { ...tiles[0], columns: [{ name: 'students', type: 'bigint' }], rows: [[28785]], asOf, snapshots: { 'oulad.studentinfo': '4821093774112345678' } },
    { ...tiles[1], columns: [{ name: 'module', type: 'varchar' }, { name: 'pass_rate', type: 'double' }], rows: [['AAA', 72.58485639686684], ['BBB', null]], asOf },
    { ...tiles[2], asOf, error: { code: 'COLUMN_NOT_FOUND', detail: "There is no column 'scor'." } },
  ],
};
const everything = {
  'GET /session': { principal: 'launcher', role: 'admin', csrfToken: 'c' },
  'GET /dashboards': { items: [{ id: 'oulad', title: 'Open University', updatedAt: asOf }] },
  'GET /dashboards/oulad': { id: 'oulad', title: 'Open University', parameters: [{ name: 'module', default: 'All' }], tiles },
  'GET /dashboards/oulad/data': data,
  'GET /databases': { items: [{ name: 'oulad', tables: 1 }] },
  'GET /databases/oulad/tables': { items: [{ database: 'oulad', name: 'studentinfo', rows: 32593, bytes: 412345, updatedAt: asOf }] },
  'GET /databases/oulad/tables/studentinfo': { database: 'oulad', name: 'studentinfo', rows: 32593, columns: [{ name: 'region', type: 'varchar' }] },
  'GET /databases/oulad/tables/studentinfo/preview': { columns: [{ name: 'region', type: 'varchar' }], rows: [['Scotland'], [''], [null]] },
  'GET /databases/oulad/tables/studentinfo/snapshots': { items: [{ snapshotId: '48', committedAt: asOf, operation: 'append', addedRows: 32593, rows: 32593 }] },
  'GET /databases/oulad/tables/studentinfo/statistics': { columns: [{ name: 'region', min: 'East', max: 'Yorkshire', nulls: 0, approximate: true }] },
  'GET /loads': { items: [{ id: 'l1', state: 'REJECTED', database: 'oulad', table: 'vle', source: { name: 'vle.csv' }, createdAt: asOf }] },
  'GET /loads/l1': {
    id: 'l1', state: 'REJECTED', database: 'oulad', table: 'vle', source: { name: 'vle.csv' },
    error: { code: 'VALUE_INVALID', detail: 'One value does not fit.', errors: [{ file: 'vle.csv', line: 7, column: 2, reason: "'x' is no bigint" }] },
  },
  'GET /queries': { items: [{ queryId: 'q1', state: 'SUCCEEDED', sql: 'SELECT 1', createdAt: asOf }] },
  'GET /queries/q1': { queryId: 'q1', state: 'SUCCEEDED', sql: 'SELECT 1 AS one', rows: 1, statistics: { totalMillis: 12, scannedBytes: 0 } },
  'GET /queries/q1/results': { columns: [{ name: 'one', type: 'integer' }], rows: [[1]] },
  'GET /keys': { items: [{ id: 'k1', name: 'first', role: 'admin', createdAt: asOf }] },
};

let root: HTMLElement;

async function open(address: string): Promise<void> {
  navigate(address, { replace: true });
  render(<App />, root);
  await takeUpSession();
}

async function shows(text: string): Promise<void> {
  await vi.waitFor(() => expect(root.textContent).toContain(text), { timeout: 30_000 });
}

describe('the page', () => {
  beforeEach(async () => {
    await speakIn('en');
    localStorage.setItem('tarn.session', 'yes');
    root = document.body.appendChild(document.createElement('div'));
    fakeLake(everything);
  });

  afterEach(() => {
    render(null, root);
    root.remove();
  });

  it.each([
    ['/', 'Open University'],
    ['/dashboards/oulad', '28,785'],
    ['/data', '1 table'],
    ['/data/oulad', '32,593'],
    ['/data/oulad/studentinfo', 'Scotland'],
    ['/upload', 'Choose a folder'],
    ['/sql?query=q1', 'Rows 1 to 1 of 1'],
    ['/activity', 'vle.csv'],
    ['/activity/loads/l1', "'x' is no bigint"],
    ['/activity/queries', 'SELECT 1'],
    ['/settings', 'first'],
    ['/nowhere', 'Nothing is at this address'],
  ])('shows %s so that everyone can use it', async (address, text) => {
    await open(address);
    await shows(text);
    // jsdom lays nothing out: contrast is checked on the tokens, sizes in a browser.
    const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });

  it('speaks Korean as well, without loading anything again', async () => {
    await open('/data/oulad');
    await shows('Query');
    await speakIn('ko');
    await shows('파일 추가');
    expect(document.documentElement.lang).toBe('ko');
  });

  it('says honestly which tile failed and leaves the others alone', async () => {
    await open('/dashboards/oulad');
    await shows("There is no column 'scor'.");
    expect(root.querySelector('[data-tile=students]')!.textContent).toContain('28,785');
  });

  it('puts a choice into the address and asks with it', async () => {
    const asked: string[] = [];
    fakeLake({
      ...everything,
      'GET /dashboards/oulad/data': (url: URL) => {
        asked.push(url.search);
        return data;
      },
    });
    await open('/dashboards/oulad');
    await shows('28,785');
    const control = root.querySelector<HTMLSelectElement>('#parameter-module')!;
    control.value = 'AAA';
    control.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(asked).toEqual(['', '?module=AAA']), { timeout: 30_000 });
    expect(location.search).toBe('?module=AAA');
  });

  it('asks again when a table that it shows has a new commit', async () => {
    let rows = 28785;
    fakeLake({ ...everything, 'GET /dashboards/oulad/data': () => ({ ...data, tiles: [{ ...data.tiles[0], rows: [[rows]] }] }) });
    await open('/dashboards/oulad');
    await shows('28,785');
    rows = 28786;
    FakeEventSource.tell('commit', { database: 'oulad', table: 'studentinfo' });
    await shows('28,786');
  });

  it('asks for a key when the session is over, and keeps the address', async () => {
    fakeLake({ ...everything, 'GET /databases': () => problem(401, { code: 'UNAUTHENTICATED' }) });
    await open('/data');
    await shows('Sign in to Tarn');
    expect(location.pathname).toBe('/data');
  });

  it('exchanges the key of a sign-in link and takes it out of the address', async () => {
    const seen: string[] = [];
    fakeLake({
      ...everything,
      'POST /session': (_: URL, request: RequestInit) => {
        seen.push((request.headers as Record<string, string>)['Authorization']!);
        return everything['GET /session'];
      },
    });
    history.replaceState(null, '', '/data#key=tarn_1_secret');
    render(<App />, root);
    await takeUpSession();
    await shows('1 table');
    expect(seen).toEqual(['Bearer tarn_1_secret']);
    expect(location.href).not.toContain('tarn_1_secret');
  });

  it('leads to the identity provider where there is one', async () => {
    fakeLake({
      ...everything,
      'GET /session': () => problem(401, { code: 'UNAUTHENTICATED' }),
      'HEAD /session/login': () => new Response(null, { status: 204 }),
    });
    await open('/');
    await shows('Sign in with your organization');
    expect(root.querySelector('a.main')!.getAttribute('href')).toBe('/api/v1/session/login');
    expect(root.querySelector('#key')).not.toBeNull();
  });

  it('takes up the session that the provider led back to', async () => {
    fakeLake(everything);
    history.replaceState(null, '', '/#signed-in');
    render(<App />, root);
    await takeUpSession();
    await shows('Open University');
    expect(location.hash).toBe('');
  });

  it('says why signing in at the provider did not work', async () => {
    fakeLake({ ...everything, 'GET /session': () => problem(401, { code: 'UNAUTHENTICATED' }) });
    history.replaceState(null, '', '/#sign-in-failed=no-role');
    render(<App />, root);
    await takeUpSession();
    await shows('Signing in did not work');
    await shows('have no role in this lake');
    expect(location.hash).toBe('');
  });

  it('shows no words that a link brings along, and nobody signed out by it', async () => {
    fakeLake(everything);
    history.replaceState(null, '', '/#sign-in-failed=Call%20us%20at%20evil.example');
    render(<App />, root);
    await takeUpSession();
    await shows('Open University');
    expect(root.textContent).not.toContain('evil.example');
  });

  it('opens to a role only what the role may do', async () => {
    fakeLake({ ...everything, 'GET /session': { principal: 'wall', role: 'viewer', csrfToken: 'c' } });
    await open('/sql');
    await shows('This view is not for your role');
    const entries = [...root.querySelectorAll('nav .door')].map((entry) => entry.textContent);
    expect(entries).toEqual(['Dashboards', 'Data', 'Activity', 'Settings']);
  });

  it('shows the three doors of an empty lake', async () => {
    fakeLake({ ...everything, 'GET /dashboards': { items: [] }, 'GET /databases': { items: [] } });
    await open('/');
    await shows('An empty lake');
    await shows('./tarn demo');
    expect(root.querySelectorAll('.way')).toHaveLength(3);
  });

  it('says what went wrong, what to do next, and the id to ask about', async () => {
    await open('/dashboards/none');
    await shows('Nothing is at this address');
    await shows('r404');
  });
});
