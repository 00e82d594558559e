CREATE DATABASE IF NOT EXISTS `lake`;

CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`media_lines` (
  `line` string COMMENT 'The line, JSON.'
)
COMMENT 'What players do (as stored)'
PARTITIONED BY (`received_date` string, `hour` string)
ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
STORED AS TEXTFILE
LOCATION 's3://example-lake/events/deployment-metrics/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.hour.digits' = '2',
  'projection.hour.range' = '0,23',
  'projection.hour.type' = 'integer',
  'projection.received_date.format' = 'yyyy-MM-dd',
  'projection.received_date.interval' = '1',
  'projection.received_date.interval.unit' = 'DAYS',
  'projection.received_date.range' = '2026-01-01,NOW+1DAYS',
  'projection.received_date.type' = 'date',
  'storage.location.template' = 's3://example-lake/events/deployment-metrics/date=${received_date}/hour=${hour}/'
);

CREATE OR REPLACE VIEW "lake"."media" AS
SELECT
  json_extract_scalar("line", '$["id"]') AS "event_id",
  json_extract_scalar("line", '$["stream"]') AS "stream",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["schemaVersion"]') AS decimal(38, 0)) AS bigint) AS "schema_version",
  CAST(TRY(from_iso8601_timestamp(upper(json_extract_scalar("line", '$["receivedAt"]')))) AT TIME ZONE 'UTC' AS timestamp) AS "received_at",
  CAST(TRY(from_iso8601_timestamp(upper(json_extract_scalar("line", '$["occurredAt"]')))) AT TIME ZONE 'UTC' AS timestamp) AS "occurred_at",
  json_extract_scalar("line", '$["organisation"]') AS "organisation",
  json_extract_scalar("line", '$["principal"]["kind"]') AS "principal_kind",
  json_extract_scalar("line", '$["principal"]["name"]') AS "principal_name",
  json_extract_scalar("line", '$["principal"]["email"]') AS "principal_email",
  CAST(TRY(from_iso8601_timestamp(upper(json_extract_scalar("line", '$["event"]["at"]')))) AT TIME ZONE 'UTC' AS timestamp) AS "at",
  TRY_CAST(json_extract_scalar("line", '$["event"]["date"]') AS date) AS "date",
  json_extract_scalar("line", '$["event"]["player name"]') AS "player_name",
  json_extract_scalar("line", '$["event"]["it''s \"quoted\""]') AS "it_s__quoted_",
  TRY_CAST(json_extract_scalar("line", '$["event"]["muted"]') AS boolean) AS "muted",
  coalesce(json_extract_scalar("line", '$["event"]["chapters"]'), nullif(json_format(json_extract("line", '$["event"]["chapters"]')), 'null')) AS "chapters",
  coalesce(json_extract_scalar("line", '$["event"]["anything"]'), nullif(json_format(json_extract("line", '$["event"]["anything"]')), 'null')) AS "anything",
  json_extract_scalar("line", '$["event"]["type"]') AS "type",
  TRY_CAST(json_extract_scalar("line", '$["event"]["position"]') AS double) AS "position",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["bits"]') AS decimal(38, 0)) AS bigint) AS "bits",
  "received_date",
  "hour"
FROM "lake"."media_lines"
WHERE json_extract_scalar("line", '$["stream"]') = 'media';

CREATE OR REPLACE VIEW "lake"."media_play" AS
SELECT *
FROM "lake"."media"
WHERE "type" = 'play';

CREATE OR REPLACE VIEW "lake"."media_bandwidth_sample" AS
SELECT *
FROM "lake"."media"
WHERE "type" = 'bandwidth-sample';

CREATE OR REPLACE VIEW "lake"."media_bandwidth_sample_2" AS
SELECT *
FROM "lake"."media"
WHERE "type" = 'Bandwidth Sample';
