-- One row for each query that was accepted.
create table query (
  id              uuid primary key,
  sql_text        text        not null,
  parameters      jsonb       not null,
  database_name   text        not null,
  work_group      text        not null,
  principal       text        not null,
  role            text        not null,
  request_id      text        not null,
  request_token   text,
  statement_type  text        not null,
  state           text        not null
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  cancel_wanted   boolean     not null default false,
  -- table to snapshot id, null for a table without a snapshot: what the query reads, for good
  snapshots       jsonb       not null,
  columns         jsonb       not null,
  rows            bigint,
  result_bytes    bigint,
  scanned_bytes   bigint,
  engine_millis   bigint,
  queue_millis    bigint,
  planning_millis bigint      not null,
  error           jsonb,
  lease           uuid,
  lease_until     timestamptz,
  attempts        integer     not null default 0,
  created_at      timestamptz not null,
  started_at      timestamptz,
  finished_at     timestamptz,
  expired         boolean     not null default false
);

create unique index query_token on query (principal, request_token) where request_token is not null;
create index query_open on query (lease_until) where state in ('QUEUED', 'RUNNING');
create index query_finished on query (finished_at) where not expired;
