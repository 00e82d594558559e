CREATE SCHEMA IF NOT EXISTS "lake";

CREATE TABLE IF NOT EXISTS "lake"."deployment_metrics_lines" (
  "event_id" varchar COMMENT 'The event’s id.',
  "stream" varchar COMMENT 'The stream that took the event.',
  "schema_version" varchar COMMENT 'The version of the schema that accepted the event.',
  "received_at" varchar COMMENT 'When Headrace took the event.',
  "occurred_at" varchar COMMENT 'When it happened, as the client says.',
  "organisation" varchar COMMENT 'The organisation that the credential speaks for.',
  "principal_kind" varchar COMMENT 'What kind of caller sent it.',
  "principal_name" varchar COMMENT 'Who sent it.',
  "principal_email" varchar COMMENT 'The sender’s e-mail, as far as the contract’s privacy rules keep it.',
  "version" varchar COMMENT 'The deployed version.',
  "stack_id" varchar COMMENT 'The deployment, by its random id: printable ASCII without spaces. A registered deployment sends the id that it was given.',
  "metrics_tokenizesuccess" varchar COMMENT 'Tokens made.',
  "metrics_tokenizefailure" varchar COMMENT 'Tokens that could not be made.',
  "metrics_detokenizesuccess" varchar COMMENT 'Tokens turned back.',
  "metrics_detokenizefailure" varchar COMMENT 'Tokens that could not be turned back.',
  "metrics_creategrantsuccess" varchar COMMENT 'Grants issued.',
  "metrics_creategrantfailure" varchar COMMENT 'Grants that could not be issued.',
  "tag" varchar COMMENT 'The kind of report, as the seed system’s lake has it.',
  "source_ip_prefix" varchar COMMENT 'The network that the report came from, never the whole address.',
  "trust" varchar COMMENT 'signed where the deployment that stack_id names has signed the report, else unsigned.',
  "date" varchar WITH (partition_projection_type = 'DATE', partition_projection_format = 'yyyy-MM-dd', partition_projection_range = ARRAY['2026-01-01', 'NOW+1DAYS'], partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'),
  "hour" varchar WITH (partition_projection_type = 'INTEGER', partition_projection_range = ARRAY['0', '23'], partition_projection_digits = 2)
)
COMMENT 'Daily use of a deployment (as stored)'
WITH (
  format = 'JSON',
  external_location = 's3://example-lake/events/deployment-metrics/',
  partitioned_by = ARRAY['date', 'hour'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://example-lake/events/deployment-metrics/date=${date}/hour=${hour}/'
);

CREATE OR REPLACE VIEW "lake"."deployment_metrics" AS
SELECT
  "event_id",
  "stream",
  TRY_CAST(TRY_CAST("schema_version" AS decimal(38, 0)) AS bigint) AS "schema_version",
  CAST(TRY(from_iso8601_timestamp(upper("received_at"))) AT TIME ZONE 'UTC' AS timestamp) AS "received_at",
  CAST(TRY(from_iso8601_timestamp(upper("occurred_at"))) AT TIME ZONE 'UTC' AS timestamp) AS "occurred_at",
  "organisation",
  "principal_kind",
  "principal_name",
  "principal_email",
  "version",
  "stack_id",
  TRY_CAST(TRY_CAST("metrics_tokenizesuccess" AS decimal(38, 0)) AS bigint) AS "metrics_tokenizesuccess",
  TRY_CAST(TRY_CAST("metrics_tokenizefailure" AS decimal(38, 0)) AS bigint) AS "metrics_tokenizefailure",
  TRY_CAST(TRY_CAST("metrics_detokenizesuccess" AS decimal(38, 0)) AS bigint) AS "metrics_detokenizesuccess",
  TRY_CAST(TRY_CAST("metrics_detokenizefailure" AS decimal(38, 0)) AS bigint) AS "metrics_detokenizefailure",
  TRY_CAST(TRY_CAST("metrics_creategrantsuccess" AS decimal(38, 0)) AS bigint) AS "metrics_creategrantsuccess",
  TRY_CAST(TRY_CAST("metrics_creategrantfailure" AS decimal(38, 0)) AS bigint) AS "metrics_creategrantfailure",
  "tag",
  "source_ip_prefix",
  "trust",
  "date",
  "hour"
FROM "lake"."deployment_metrics_lines"
WHERE "stream" = 'deployment-metrics';
