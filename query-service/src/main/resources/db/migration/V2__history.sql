-- The history is read by principal, newest first.
create index query_history on query (principal, id desc);
