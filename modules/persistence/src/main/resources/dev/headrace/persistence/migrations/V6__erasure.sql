-- Who has sent an event of media, as the contract leaves it: a keyed hash, unless the contract keeps
-- the name. Empty: nobody who is a person. NULL: not known, because the row was written before
-- there was this column, or because the event came from where its sender is left out.
ALTER TABLE media.events ADD COLUMN sender text;
CREATE INDEX ON media.events (organisation, sender);

-- Whose events were erased: those that were taken until then are not kept when they come again, by
-- a replay of the log or of the lake. Written by the owner alone; a row goes when no month of media
-- can hold such an event any more.
CREATE TABLE media.erasures (
  organisation text        NOT NULL,
  sender       text        NOT NULL,
  until        timestamptz NOT NULL,
  PRIMARY KEY (organisation, sender));
ALTER TABLE media.erasures ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON media.erasures
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

-- The file that made these tables speaks of digests alone, which is not all.
COMMENT ON SCHEMA security IS
  'What bears on the rules of security, and what they have found: keyed digests, and of those who travel the position of each request, rounded';
COMMENT ON COLUMN security.observations.member IS
  'A keyed digest of what the rule counts once; of the rule impossible-travel a position, latitude and longitude in degrees; empty where events are counted';
