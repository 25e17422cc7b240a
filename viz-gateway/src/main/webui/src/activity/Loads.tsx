import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { Load } from '../api/types';
import { exact } from '../format/numbers';
import { t } from '../i18n';
import { path } from '../shell/router';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { View, Waiting } from '../ui/View';
import { LoadMark } from '../upload/LoadCard';
import '../styles/upload.css';
import '../styles/activity.css';
import { Pager } from './Pager';
import { Tabs } from './Tabs';

/** The loads, newest first. */
export function Loads() {
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
  const token = tokens.at(-1);
  const loads = useAnswer(`loads ${token ?? ''}`, (signal) => lake.loads(token, signal), { keep: true });
  return (
    <View title={t('nav.activity')}>
      <Tabs />
      {loads.problem !== undefined && <ProblemBox problem={loads.problem} again={loads.again} />}
      {loads.value === undefined && loads.problem === undefined && <Waiting what={t('activity.waiting')} />}
      {loads.value?.items.length === 0 && <p class="empty">{t('activity.noLoads')}</p>}
      {loads.value !== undefined && loads.value.items.length > 0 && (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={t('activity.loads')}>
            <table class="grid">
              <thead>
                <tr>
                  <th scope="col">{t('activity.when')}</th>
                  <th scope="col">{t('activity.state')}</th>
                  <th scope="col">{t('data.table')}</th>
                  <th scope="col">{t('activity.file')}</th>
                  <th scope="col" class="number">
                    {t('activity.rowsLoaded')}
                  </th>
                  <th scope="col" class="number">
                    {t('activity.rowsAside')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {loads.value.items.map((load) => (
                  <Row key={load.id} load={load} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager
            page={tokens.length - 1}
            more={loads.value.nextPageToken !== undefined}
            asking={loads.asking}
            previous={() => setTokens(tokens.slice(0, -1))}
            next={() => setTokens([...tokens, loads.value?.nextPageToken])}
            again={loads.again}
          />
        </>
      )}
    </View>
  );
}

function Row({ load }: { load: Load }) {
  const when = load.createdAt ?? load.startedAt;
  return (
    <tr>
      <td class="nowrap">{when !== undefined && <Time at={when} />}</td>
      <td>
        <LoadMark state={load.state} />
      </td>
      <td>
        {load.database}.{load.table}
      </td>
      <th scope="row">
        <Link to={path`/activity/loads/${load.id}`}>{load.source?.name ?? load.id}</Link>
      </th>
      <td class="number">{load.rowsLoaded === undefined ? '' : exact(load.rowsLoaded)}</td>
      <td class="number">{load.rowsQuarantined === undefined ? '' : exact(load.rowsQuarantined)}</td>
    </tr>
  );
}
