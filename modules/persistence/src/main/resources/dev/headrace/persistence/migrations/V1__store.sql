-- The relational store. The owner role runs this; another role works with the tables (grants.sql) and
-- owns none of them. The tables below are divided by month; the months are made ahead by the owner, and
-- there is no partition for the rest: a row of a month that nobody has made is refused.

CREATE SCHEMA audit;
CREATE SCHEMA insight;

-- Which organisations have rows at all: row security hides their rows from everybody who does not
-- name them, so the jobs that go through all of them need to know the names.
CREATE TABLE ops.organisations (
  organisation  text        PRIMARY KEY CHECK (length(organisation) BETWEEN 1 AND 256),
  first_seen_at timestamptz NOT NULL DEFAULT now());

-- What the retention job has dropped. A month that stands here is sealed: it is not made again.
CREATE TABLE ops.dropped_partitions (
  id         uuid        PRIMARY KEY,
  relation   text        NOT NULL,
  partition  text        NOT NULL,
  begins_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  row_count  bigint      NOT NULL,
  dropped_at timestamptz NOT NULL,
  UNIQUE (relation, begins_at));

CREATE TABLE audit.audit_logs (
  occurred_at      timestamptz NOT NULL,
  event_id         text        NOT NULL,
  received_at      timestamptz NOT NULL,
  organisation     text        NOT NULL,
  actor_hash       bytea,
  actor_type       text        NOT NULL CHECK (actor_type IN ('patient','staff','admin','system','service')),
  user_id          bigint,
  action           text        NOT NULL,
  entity_type      text        NOT NULL,
  entity_id        bigint,
  request_path     text        NOT NULL,
  status_code      smallint    NOT NULL CHECK (status_code BETWEEN 100 AND 599),
  action_context   text        NOT NULL DEFAULT 'normal'
                   CHECK (action_context IN ('normal','break_glass','impersonation')),
  break_glass_id   bigint,
  impersonation_id bigint,
  event            jsonb       NOT NULL,
  PRIMARY KEY (occurred_at, organisation, event_id),
  CHECK (actor_type <> 'patient' OR user_id IS NULL),
  CHECK (action_context <> 'break_glass'   OR break_glass_id   IS NOT NULL),
  CHECK (action_context <> 'impersonation' OR impersonation_id IS NOT NULL)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX ON audit.audit_logs (organisation, occurred_at DESC);
CREATE INDEX ON audit.audit_logs (organisation, entity_type, entity_id, occurred_at DESC);
CREATE INDEX ON audit.audit_logs (actor_hash, occurred_at DESC);
CREATE INDEX ON audit.audit_logs (break_glass_id) WHERE break_glass_id IS NOT NULL;
-- Append-only: there is no policy to update or delete, and no grant (see grants.sql).
ALTER TABLE audit.audit_logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_reads ON audit.audit_logs FOR SELECT
  USING (organisation = current_setting('headrace.organisation', true));
CREATE POLICY organisation_appends ON audit.audit_logs FOR INSERT
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- Which events are counted already: what makes a repeated or replayed event count once.
CREATE TABLE insight.counted_events (
  quarter      timestamptz NOT NULL,
  stream       text        NOT NULL,
  organisation text        NOT NULL,
  event_id     text        NOT NULL,
  PRIMARY KEY (quarter, stream, organisation, event_id)
) PARTITION BY RANGE (quarter);
ALTER TABLE insight.counted_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON insight.counted_events
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- How many events: per quarter of an hour, and per UTC day. The digest of the dimensions stands in
-- the key for them, because an index row is bounded and a text is not.
CREATE TABLE insight.counts_quarter (
  begins_at    timestamptz NOT NULL,
  stream       text        NOT NULL,
  organisation text        NOT NULL,
  event        text        NOT NULL,
  digest       bytea       NOT NULL,
  dimensions   jsonb       NOT NULL,
  n            bigint      NOT NULL CHECK (n > 0),
  PRIMARY KEY (begins_at, stream, organisation, digest)
) PARTITION BY RANGE (begins_at);
CREATE INDEX ON insight.counts_quarter (organisation, stream, begins_at);
ALTER TABLE insight.counts_quarter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON insight.counts_quarter
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

CREATE TABLE insight.counts_day (LIKE insight.counts_quarter INCLUDING CONSTRAINTS,
  PRIMARY KEY (begins_at, stream, organisation, digest)
) PARTITION BY RANGE (begins_at);
CREATE INDEX ON insight.counts_day (organisation, stream, begins_at);
ALTER TABLE insight.counts_day ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON insight.counts_day
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));
