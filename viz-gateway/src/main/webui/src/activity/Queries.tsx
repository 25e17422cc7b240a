import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer';
import { lake } from '../api/lake';
import type { Query } from '../api/types';
import { bytes, duration } from '../format/numbers';
import { t } from '../i18n';
import { address } from '../shell/router';
import { QueryMark } from '../sql/RunningLine';
import { Link } from '../ui/Link';
import { ProblemBox } from '../ui/ProblemBox';
import { Time } from '../ui/Time';
import { View, Waiting } from '../ui/View';
import '../styles/activity.css';
import { Pager } from './Pager';
import { Tabs } from './Tabs';

/** The queries, newest first. */
export function Queries() {
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
  const token = tokens.at(-1);
  const queries = useAnswer(`queries ${token ?? ''}`, (signal) => lake.queries(token, signal), { keep: true });
  return (
    <View title={t('nav.activity')}>
      <Tabs />
      {queries.problem !== undefined && <ProblemBox problem={queries.problem} again={queries.again} />}
      {queries.value === undefined && queries.problem === undefined && <Waiting what={t('activity.waiting')} />}
      {queries.value?.items.length === 0 && <p class="empty">{t('activity.noQueries')}</p>}
      {queries.value !== undefined && queries.value.items.length > 0 && (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={t('activity.queries')}>
            <table class="grid">
              <thead>
                <tr>
                  <th scope="col">{t('activity.when')}</th>
                  <th scope="col">{t('activity.state')}</th>
                  <th scope="col">{t('activity.sql')}</th>
                  <th scope="col" class="number">
                    {t('activity.took')}
                  </th>
                  <th scope="col" class="number">
                    {t('activity.scanned')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {queries.value.items.map((query) => (
                  <Row key={query.queryId} query={query} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager
            page={tokens.length - 1}
            more={queries.value.nextPageToken !== undefined}
            asking={queries.asking}
            previous={() => setTokens(tokens.slice(0, -1))}
            next={() => setTokens([...tokens, queries.value?.nextPageToken])}
            again={queries.again}
          />
        </>
      )}
    </View>
  );
}

function Row({ query }: { query: Query }) {
  const { statistics } = query;
  return (
    <tr>
      <td class="nowrap">{query.createdAt !== undefined && <Time at={query.createdAt} />}</td>
      <td>
        <QueryMark state={query.state} />
      </td>
      <th scope="row" class="query-text">
        <Link to={address('/sql', { query: query.queryId })} title={query.sql}>
          <code>{query.sql ?? query.queryId}</code>
        </Link>
      </th>
      <td class="number nowrap">{statistics?.totalMillis === undefined ? '' : duration(statistics.totalMillis)}</td>
      <td class="number nowrap">{statistics?.scannedBytes === undefined ? '' : bytes(statistics.scannedBytes)}</td>
    </tr>
  );
}
