-- What bears on the rules of security, and what they have found. Digests alone: whoever reads these
-- tables reads no audit event. Nothing is ever changed here: an alert is what hits and
-- acknowledgements come to when it is asked for.
CREATE SCHEMA security;

CREATE TABLE security.observations (
  occurred_at  timestamptz NOT NULL,
  organisation text        NOT NULL,
  rule         text        NOT NULL,
  subject      text        NOT NULL,
  event_id     text        NOT NULL,
  member       text        NOT NULL,
  bearing      text        NOT NULL CHECK (bearing IN ('plain', 'failure', 'success')),
  PRIMARY KEY (occurred_at, organisation, rule, subject, event_id)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX ON security.observations (organisation, rule, subject, occurred_at);
ALTER TABLE security.observations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON security.observations
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

CREATE TABLE security.hits (
  occurred_at  timestamptz NOT NULL,
  organisation text        NOT NULL,
  rule         text        NOT NULL,
  subject      text        NOT NULL,
  event_id     text        NOT NULL,
  PRIMARY KEY (occurred_at, organisation, rule, subject, event_id)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX ON security.hits (organisation, rule, subject, occurred_at);
ALTER TABLE security.hits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON security.hits
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- Hits up to this time were seen by somebody. Not divided by month: there is one for an alert that
-- a person has looked at.
CREATE TABLE security.acknowledgements (
  organisation    text        NOT NULL,
  rule            text        NOT NULL,
  subject         text        NOT NULL,
  until           timestamptz NOT NULL,
  acknowledged_by text        NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, rule, subject, until));
ALTER TABLE security.acknowledgements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON security.acknowledgements
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));
