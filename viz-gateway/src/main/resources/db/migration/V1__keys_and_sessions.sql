CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'analyst', 'editor', 'admin')),
  -- SHA-256 of 256 random bits
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  -- SHA-256 of who asked and their Idempotency-Key; of the body that came with it
  idempotency_hash bytea UNIQUE,
  request_hash bytea,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);

-- a principal is one living key
CREATE UNIQUE INDEX api_key_living_name ON api_key (name) WHERE revoked_at IS NULL;

CREATE TABLE session (
  id uuid PRIMARY KEY,
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  -- null: of the bootstrap secret, which is the one with this hash
  key_id uuid REFERENCES api_key (id) ON DELETE CASCADE,
  bootstrap_hash bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CHECK ((key_id IS NULL) <> (bootstrap_hash IS NULL))
);

CREATE INDEX session_key ON session (key_id, created_at);
CREATE INDEX session_end ON session (expires_at);
