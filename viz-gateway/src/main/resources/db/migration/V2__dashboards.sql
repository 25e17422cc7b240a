CREATE TABLE dashboard (
  id text PRIMARY KEY,
  -- grows by one with each change, also across a deletion: it is in the ETag
  version bigint NOT NULL,
  title text NOT NULL,
  description text,
  -- the JSON as its author wrote it
  document text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE dashboard_version;
