-- What persons have chosen. A mark is a keyed hash: it tells nobody who is meant, and it is another
-- than the hashes in events. Every change has a number, its generation, that is given in one row, so
-- that nodes learn of changes in the order in which they were made.
CREATE SCHEMA privacy;

-- key_check tells whether a node makes marks with the key that these were made with.
CREATE TABLE privacy.book (
  id         int    PRIMARY KEY CHECK (id = 1),
  generation bigint NOT NULL CHECK (generation >= 0),
  key_check  bytea  CHECK (length(key_check) = 16));
INSERT INTO privacy.book (id, generation) VALUES (1, 0);

-- Kept while in force, and after that to tell that it was.
CREATE TABLE privacy.exclusions (
  generation   bigint      PRIMARY KEY,
  organisation text        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('actor', 'address')),
  mark         bytea       NOT NULL CHECK (length(mark) = 16),
  source       text        NOT NULL CHECK (source IN ('gpc', 'ccpa_form', 'gdpr_objection', 'admin')),
  made_at      timestamptz NOT NULL,
  revoked_at   timestamptz);
CREATE UNIQUE INDEX ON privacy.exclusions (organisation, mark) WHERE revoked_at IS NULL;
ALTER TABLE privacy.exclusions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON privacy.exclusions
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- Every word that a person has said; the last one of a purpose holds.
CREATE TABLE privacy.consents (
  generation   bigint      PRIMARY KEY,
  organisation text        NOT NULL,
  mark         bytea       NOT NULL CHECK (length(mark) = 16),
  purpose      text        NOT NULL CHECK (purpose IN ('errors', 'analytics', 'pose')),
  given        boolean     NOT NULL,
  policy       text        NOT NULL,
  said_at      timestamptz NOT NULL);
CREATE INDEX ON privacy.consents (organisation, mark, purpose, generation DESC);
ALTER TABLE privacy.consents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON privacy.consents
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));
