import { useId, useRef } from 'preact/hooks';
import type { Tile } from '../api/types';
import { csv } from '../format/values';
import { t } from '../i18n';
import { local, utc } from '../format/times';
import { Copy } from '../ui/Copy';
import { Icon } from '../ui/Icon';
import { save } from '../ui/save';

/** The button that opens where a tile's data comes from: moment, tables, snapshots; and the rows as CSV. */
export function TileSource({ tile }: { tile: Tile }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const snapshots = Object.entries(tile.snapshots ?? {});
  const put = (event: ToggleEvent) => {
    if (event.newState !== 'open' || button.current === null || panel.current === null) return;
    const at = button.current.getBoundingClientRect();
    const size = panel.current.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.right - size.width, innerWidth - size.width - 16));
    const below = at.bottom + 6;
    const top = below + size.height > innerHeight - 16 ? Math.max(16, at.top - size.height - 6) : below;
    panel.current.style.left = `${left}px`;
    panel.current.style.top = `${top}px`;
  };
  const download = () =>
    save(`${tile.id}.csv`, new Blob([csv((tile.columns ?? []).map((column) => column.name), tile.rows ?? [])], { type: 'text/csv;charset=utf-8' }));
  return (
    <>
      <button ref={button} type="button" class="button quiet tiny icon-only" popovertarget={id} aria-label={t('tile.source', { title: tile.title })} title={t('tile.sourceShort')}>
        <Icon name="info" />
      </button>
      <div ref={panel} id={id} popover="auto" class="popover source" onToggle={put}>
        <h3>{t('source.title')}</h3>
        <dl>
          {tile.asOf !== undefined && (
            <div>
              <dt>{t('tile.asOf')}</dt>
              <dd>
                {local(tile.asOf)}
                <span class="muted"> · {utc(tile.asOf)}</span>
              </dd>
            </div>
          )}
          {tile.rows !== undefined && (
            <div>
              <dt>{t('source.rows')}</dt>
              <dd>{t('rows', { count: tile.rows.length })}</dd>
            </div>
          )}
          {snapshots.map(([table, snapshot]) => (
            <div key={table}>
              <dt>{t('source.snapshotOf', { table })}</dt>
              <dd>
                <code>{snapshot}</code>
                <Copy text={snapshot} what={t('source.snapshotOf', { table })} />
              </dd>
            </div>
          ))}
        </dl>
        {tile.rows !== undefined && (
          <button type="button" class="button" onClick={download}>
            <Icon name="save" /> {t('source.csv')}
          </button>
        )}
      </div>
    </>
  );
}
