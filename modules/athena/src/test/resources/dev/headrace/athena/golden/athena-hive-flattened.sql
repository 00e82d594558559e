CREATE DATABASE IF NOT EXISTS `lake`;

CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`deployment_metrics_lines` (
  `event_id` string COMMENT 'The event’s id.',
  `stream` string COMMENT 'The stream that took the event.',
  `schema_version` string COMMENT 'The version of the schema that accepted the event.',
  `received_at` string COMMENT 'When Headrace took the event.',
  `occurred_at` string COMMENT 'When it happened, as the client says.',
  `organisation` string COMMENT 'The organisation that the credential speaks for.',
  `principal_kind` string COMMENT 'What kind of caller sent it.',
  `principal_name` string COMMENT 'Who sent it.',
  `principal_email` string COMMENT 'The sender’s e-mail, as far as the contract’s privacy rules keep it.',
  `version` string COMMENT 'The deployed version.',
  `stack_id` string COMMENT 'The deployment, by its random id: printable ASCII without spaces. A registered deployment sends the id that it was given.',
  `metrics_tokenizesuccess` string COMMENT 'Tokens made.',
  `metrics_tokenizefailure` string COMMENT 'Tokens that could not be made.',
  `metrics_detokenizesuccess` string COMMENT 'Tokens turned back.',
  `metrics_detokenizefailure` string COMMENT 'Tokens that could not be turned back.',
  `metrics_creategrantsuccess` string COMMENT 'Grants issued.',
  `metrics_creategrantfailure` string COMMENT 'Grants that could not be issued.',
  `tag` string COMMENT 'The kind of report, as the seed system’s lake has it.',
  `source_ip_prefix` string COMMENT 'The network that the report came from, never the whole address.',
  `trust` string COMMENT 'signed where the deployment that stack_id names has signed the report, else unsigned.'
)
COMMENT 'Daily use of a deployment (as stored)'
PARTITIONED BY (`date` string, `hour` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://example-lake/events/deployment-metrics/'
TBLPROPERTIES (
  'projection.date.format' = 'yyyy-MM-dd',
  'projection.date.interval' = '1',
  'projection.date.interval.unit' = 'DAYS',
  'projection.date.range' = '2026-01-01,NOW+1DAYS',
  'projection.date.type' = 'date',
  'projection.enabled' = 'true',
  'projection.hour.digits' = '2',
  'projection.hour.range' = '0,23',
  'projection.hour.type' = 'integer',
  'storage.location.template' = 's3://example-lake/events/deployment-metrics/date=${date}/hour=${hour}/'
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
