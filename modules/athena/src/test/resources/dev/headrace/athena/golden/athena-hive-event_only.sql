CREATE DATABASE IF NOT EXISTS `lake`;

CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`deployment_metrics_lines` (
  `line` string COMMENT 'The line, JSON.'
)
COMMENT 'Daily use of a deployment (as stored)'
PARTITIONED BY (`date` string, `hour` string)
ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
STORED AS TEXTFILE
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
  json_extract_scalar("line", '$["version"]') AS "version",
  json_extract_scalar("line", '$["stack_id"]') AS "stack_id",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["tokenizeSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_tokenizesuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["tokenizeFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_tokenizefailure",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["detokenizeSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_detokenizesuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["detokenizeFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_detokenizefailure",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["createGrantSuccess"]') AS decimal(38, 0)) AS bigint) AS "metrics_creategrantsuccess",
  TRY_CAST(TRY_CAST(json_extract_scalar("line", '$["metrics"]["createGrantFailure"]') AS decimal(38, 0)) AS bigint) AS "metrics_creategrantfailure",
  json_extract_scalar("line", '$["tag"]') AS "tag",
  json_extract_scalar("line", '$["source_ip_prefix"]') AS "source_ip_prefix",
  json_extract_scalar("line", '$["trust"]') AS "trust",
  "date",
  "hour"
FROM "lake"."deployment_metrics_lines";
