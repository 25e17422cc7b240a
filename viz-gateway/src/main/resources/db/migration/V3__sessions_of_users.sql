-- a session is of a key, of the bootstrap secret, or of a user of the identity provider
ALTER TABLE session ADD COLUMN user_name text;
ALTER TABLE session ADD COLUMN user_role text
  CHECK (user_role IN ('viewer', 'analyst', 'editor', 'admin'));
ALTER TABLE session DROP CONSTRAINT session_check;
ALTER TABLE session ADD CONSTRAINT session_of_one
  CHECK (num_nonnulls(key_id, bootstrap_hash, user_name) = 1),
  ADD CONSTRAINT session_user_role CHECK ((user_name IS NULL) = (user_role IS NULL));

CREATE INDEX session_user_name ON session (user_name, created_at);
