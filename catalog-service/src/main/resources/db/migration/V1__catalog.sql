-- Iceberg's JDBC catalog, schema V1, with columns of ours at the end: what lists show of a table
-- without reading its metadata file. The pointer (metadata_location) is swapped by compare-and-set.
CREATE TABLE iceberg_tables (
  catalog_name varchar(255) NOT NULL,
  table_namespace varchar(255) NOT NULL,
  table_name varchar(255) NOT NULL,
  metadata_location text,
  previous_metadata_location text,
  iceberg_type varchar(5),
  table_uuid uuid,
  location text,
  comment text,
  origin text,
  snapshot_id bigint,
  snapshot_at timestamptz,
  row_count bigint,
  byte_count bigint,
  file_count bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (catalog_name, table_namespace, table_name)
) WITH (fillfactor = 70);

CREATE TABLE iceberg_namespace_properties (
  catalog_name varchar(255) NOT NULL,
  namespace varchar(255) NOT NULL,
  property_key varchar(255) NOT NULL,
  property_value text,
  PRIMARY KEY (catalog_name, namespace, property_key)
);

-- Which loads are in which table: a load is committed at most once to a table.
CREATE TABLE committed_loads (
  table_uuid uuid NOT NULL,
  load_id uuid NOT NULL,
  snapshot_id bigint NOT NULL,
  committed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_uuid, load_id)
);

CREATE INDEX committed_loads_by_time ON committed_loads (committed_at);

-- Every change of a table, in the order of the transactions' commits.
CREATE TABLE commits (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  database_name varchar(255) NOT NULL,
  table_name varchar(255) NOT NULL,
  table_uuid uuid NOT NULL,
  operation varchar(20) NOT NULL,
  snapshot_id bigint,
  committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  principal text NOT NULL,
  origin text NOT NULL
);
