-- Media sessions. The events are kept, because a session is made anew of all of them whenever one
-- more comes: late, twice, or in another order.
CREATE SCHEMA media;

CREATE TABLE media.events (
  occurred_at  timestamptz NOT NULL,
  organisation text        NOT NULL,
  session_id   text        NOT NULL,
  event_id     text        NOT NULL,
  media_id     text        NOT NULL,
  kind         text        NOT NULL,
  groups       jsonb       NOT NULL,
  data         jsonb       NOT NULL,
  PRIMARY KEY (occurred_at, organisation, session_id, event_id)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX ON media.events (organisation, session_id);
ALTER TABLE media.events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON media.events
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));

CREATE TABLE media.sessions (
  started_at       timestamptz NOT NULL,
  organisation     text        NOT NULL,
  session_id       text        NOT NULL,
  media_id         text        NOT NULL,
  last_at          timestamptz NOT NULL,
  ended            text        NOT NULL CHECK (ended IN ('open', 'completed', 'abandoned')),
  groups           jsonb       NOT NULL,
  ttfb_ms          double precision,
  startup_ms       double precision,
  duration_s       double precision,
  reached_s        double precision NOT NULL,
  played_s         double precision NOT NULL,
  stalls           int         NOT NULL,
  stalled_s        double precision NOT NULL,
  bitrate          double precision,
  switches         int         NOT NULL,
  dropped_frames   bigint      NOT NULL,
  frames           bigint      NOT NULL,
  errors           int         NOT NULL,
  began            boolean     NOT NULL,
  PRIMARY KEY (started_at, organisation, session_id)
) PARTITION BY RANGE (started_at);
CREATE INDEX ON media.sessions (organisation, session_id);
ALTER TABLE media.sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_only ON media.sessions
  USING (organisation = current_setting('headrace.organisation', true))
  WITH CHECK (organisation = current_setting('headrace.organisation', true));
