CREATE SCHEMA IF NOT EXISTS "lake";

CREATE TABLE IF NOT EXISTS "lake"."deployment_metrics_lines" (
  "line" varchar COMMENT 'The line, JSON.',
  "date" varchar WITH (partition_projection_type = 'DATE', partition_projection_format = 'yyyy/MM/dd', partition_projection_range = ARRAY['2026/01/01', 'NOW+1DAYS'], partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'),
  "hour" varchar WITH (partition_projection_type = 'INTEGER', partition_projection_range = ARRAY['0', '23'], partition_projection_digits = 2)
)
COMMENT 'Daily use of a deployment (as stored)'
WITH (
  format = 'TEXTFILE',
  external_location = 's3://example-lake/events/deployment-metrics/',
  partitioned_by = ARRAY['date', 'hour'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://example-lake/events/deployment-metrics/${date}/${hour}/'
);

CREATE OR REPLACE VIEW "lake"."deployment_metrics" AS
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
  json_extract_scalar("line", '$["event"]["version"]') AS "version",
  json_extract_scalar("line", '$["event"]["stack_id"]') AS "stack_id",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["tokenizeSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_tokenizesuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["tokenizeFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_tokenizefailure",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["detokenizeSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_detokenizesuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["detokenizeFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_detokenizefailure",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["createGrantSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_creategrantsuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["event"]["metrics"]["createGrantFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_creategrantfailure",
  json_extract_scalar("line", '$["event"]["tag"]') AS "tag",
  json_extract_scalar("line", '$["event"]["source_ip_prefix"]') AS "source_ip_prefix",
  json_extract_scalar("line", '$["event"]["trust"]') AS "trust",
  replace("date", '/', '-') AS "date",
  "hour"
FROM "lake"."deployment_metrics_lines"
WHERE json_extract_scalar("line", '$["stream"]') = 'deployment-metrics';
