-- The audit trail as a chain: each row has a number in the chain of its node and organisation, the
-- hash of the row before and its own over all that it says (see deploy/docs/audit.md). The event is
-- kept as text, to the byte: jsonb would write it anew, and knows no \u0000. No version before this
-- one has written rows here.
ALTER TABLE audit.audit_logs
  ALTER COLUMN actor_hash TYPE text USING encode(actor_hash, 'escape'),
  ALTER COLUMN event TYPE text USING event::text,
  ADD COLUMN log_position   text   NOT NULL,
  ADD COLUMN node           text   NOT NULL,
  ADD COLUMN chain_number   bigint NOT NULL CHECK (chain_number > 0),
  ADD COLUMN chain_previous bytea  NOT NULL CHECK (length(chain_previous) = 32),
  ADD COLUMN chain_hash     bytea  NOT NULL CHECK (length(chain_hash) = 32);
CREATE INDEX ON audit.audit_logs (organisation, node, chain_number);
CREATE INDEX ON audit.audit_logs (organisation, user_id, occurred_at) WHERE user_id IS NOT NULL;

-- Where each chain ends.
CREATE TABLE audit.heads (
  organisation text   NOT NULL,
  node         text   NOT NULL,
  chain_number bigint NOT NULL CHECK (chain_number > 0),
  chain_hash   bytea  NOT NULL CHECK (length(chain_hash) = 32),
  PRIMARY KEY (organisation, node));
ALTER TABLE audit.heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON audit.heads
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- What is left of dropped months: one row for each run of numbers, so that what comes behind can
-- still be checked. Written by the owner alone, in the transaction that drops the month.
CREATE TABLE audit.anchors (
  organisation text        NOT NULL,
  node         text        NOT NULL,
  first_number bigint      NOT NULL,
  last_number  bigint      NOT NULL CHECK (last_number >= first_number),
  previous     bytea       NOT NULL,
  hash         bytea       NOT NULL,
  begins_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  dropped_at   timestamptz NOT NULL,
  PRIMARY KEY (organisation, node, first_number));
ALTER TABLE audit.anchors ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON audit.anchors
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- What staff did on a UTC day: made anew of the audit rows of that day whenever one comes.
CREATE SCHEMA staff;
CREATE TABLE staff.activity_daily (
  begins_at    timestamptz NOT NULL,
  organisation text        NOT NULL,
  user_id      bigint      NOT NULL,
  creates      bigint      NOT NULL,
  updates      bigint      NOT NULL,
  deletes      bigint      NOT NULL,
  failures     bigint      NOT NULL,
  entities     jsonb       NOT NULL,
  first_at     timestamptz NOT NULL,
  last_at      timestamptz NOT NULL,
  PRIMARY KEY (begins_at, organisation, user_id)
) PARTITION BY RANGE (begins_at);
CREATE INDEX ON staff.activity_daily (organisation, user_id, begins_at);
ALTER TABLE staff.activity_daily ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON staff.activity_daily
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- What rules about silence wait with: an event that asks for another one, and the other one. Few,
-- and kept for as long as hits, because the hits of these rules are not kept but follow from them.
CREATE TABLE security.waits (
  occurred_at  timestamptz NOT NULL,
  organisation text        NOT NULL,
  rule         text        NOT NULL,
  subject      text        NOT NULL,
  event_id     text        NOT NULL,
  bearing      text        NOT NULL CHECK (bearing IN ('plain', 'success')),
  PRIMARY KEY (occurred_at, organisation, rule, subject, event_id)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX ON security.waits (organisation, rule, subject, occurred_at);
ALTER TABLE security.waits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON security.waits
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));
