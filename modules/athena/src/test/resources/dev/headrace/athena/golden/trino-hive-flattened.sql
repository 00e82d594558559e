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
  "stack_id" varchar COMMENT 'The deployment, by its random id.',
  "metrics_tokenizesuccess" varchar,
  "metrics_tokenizefailure" varchar,
  "metrics_detokenizesuccess" varchar,
  "metrics_detokenizefailure" varchar,
  "metrics_creategrantsuccess" varchar,
  "metrics_creategrantfailure" varchar,
  "source_ip_prefix" varchar COMMENT 'The network that it came from, the address cut to 24 bits.',
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
  "source_ip_prefix",
  "date",
  "hour"
FROM "lake"."deployment_metrics_lines"
WHERE "stream" = 'deployment-metrics';
