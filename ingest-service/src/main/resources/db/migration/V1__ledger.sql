-- The ledger: one row for each file that was acknowledged.
create table load (
  id              uuid primary key,
  seq             bigint generated always as identity,
  database_name   text        not null,
  table_name      text        not null,
  overwrite       boolean     not null,
  options         jsonb       not null,
  file_name       text        not null,
  uri             text        not null,
  etag            text        not null,
  bytes           bigint      not null,
  sha256          text        not null,
  principal       text        not null,
  role            text        not null,
  request_id      text        not null,
  idempotency_key text,
  state           text        not null
    check (state in ('RECEIVED', 'CHECKING', 'LOADING', 'LOADED', 'REJECTED', 'FAILED', 'CANCELLED')),
  -- work still to be done: false once the state is final
  open            boolean     not null,
  cancel_wanted   boolean     not null default false,
  progress        double precision not null default 0,
  rows_read       bigint,
  rows_loaded     bigint,
  rows_quarantined bigint,
  snapshot_id     bigint,
  error           jsonb,
  -- the files written for it, until the commit
  prepared        jsonb,
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease           uuid,
  lease_until     timestamptz,
  created_at      timestamptz not null default now(),
  started_at      timestamptz,
  finished_at     timestamptz
);

create unique index load_idempotency on load (principal, idempotency_key)
  where idempotency_key is not null;
create index load_open on load (seq) where open;
create index load_of_table on load (database_name, table_name, seq);
create unique index load_seq on load (seq);
