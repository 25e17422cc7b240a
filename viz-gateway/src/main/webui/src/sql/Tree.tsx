import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { ProblemBox } from '../ui/ProblemBox';
import { Waiting } from '../ui/View';
import { sqlName } from './tokens';

interface Props {
  /** Puts a name into the editor. */
  insert: (name: string) => void;
  /** The database that is open at first. */
  open: string | undefined;
}

/** The databases, tables and columns, each opened when wanted; a name goes into the editor at a click. */
export function Tree({ insert, open }: Props) {
  const databases = useAnswer('databases', lake.databases);
  const only = databases.value?.items.length === 1;
  return (
    <aside class="tree" aria-label={t('tree.title')}>
      {databases.problem !== undefined && <ProblemBox problem={databases.problem} again={databases.again} />}
      {databases.value === undefined && databases.problem === undefined && <Waiting what={t('data.waiting')} />}
      {databases.value?.items.length === 0 && <p class="empty small">{t('data.none')}</p>}
      <ul>
        {databases.value?.items.map((database) => (
          <Branch key={database.name} name={database.name} icon="data" first={only || database.name === open}>
            {() => <TableList database={database.name} insert={insert} />}
          </Branch>
        ))}
      </ul>
    </aside>
  );
}

function TableList({ database, insert }: { database: string; insert: (name: string) => void }) {
  const tables = useAnswer(database, (signal) => lake.tables(database, signal));
  if (tables.problem !== undefined) return <ProblemBox problem={tables.problem} again={tables.again} />;
  if (tables.value === undefined) return <Waiting what={t('data.waiting')} lines={2} />;
  return (
    <ul>
      {tables.value.items.map((table) => (
        <Branch key={table.name} name={table.name} icon="table" first={false} take={() => insert(`${sqlName(database)}.${sqlName(table.name)}`)}>
          {() => <ColumnList database={database} table={table.name} insert={insert} />}
        </Branch>
      ))}
    </ul>
  );
}

function ColumnList({ database, table, insert }: { database: string; table: string; insert: (name: string) => void }) {
  const found = useAnswer(`${database}.${table}`, (signal) => lake.table(database, table, signal));
  if (found.problem !== undefined) return <ProblemBox problem={found.problem} again={found.again} />;
  if (found.value === undefined) return <Waiting what={t('data.waiting')} lines={2} />;
  return (
    <ul class="tree-columns">
      {found.value.columns.map((column) => (
        <li key={column.name}>
          <button type="button" class="tree-name" title={t('tree.insert', { name: column.name })} onClick={() => insert(sqlName(column.name))}>
            {column.name}
          </button>
          <span class="type">{column.type}</span>
        </li>
      ))}
    </ul>
  );
}

interface BranchProps {
  name: string;
  icon: 'data' | 'table';
  first: boolean;
  take?: () => void;
  children: () => preact.ComponentChildren;
}

function Branch({ name, icon, first, take, children }: BranchProps) {
  const [chosen, setOpen] = useState<boolean>();
  const open = chosen ?? first;
  return (
    <li>
      <div class="tree-row">
        <button type="button" class="tree-name" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'down' : 'next'} />
          <Icon name={icon} />
          <span>{name}</span>
        </button>
        {take !== undefined && (
          <button type="button" class="button quiet tiny" aria-label={t('tree.insert', { name })} title={t('tree.insert', { name })} onClick={take}>
            +
          </button>
        )}
      </div>
      {open && children()}
    </li>
  );
}
