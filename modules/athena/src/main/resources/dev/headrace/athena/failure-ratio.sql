-- Which share of the operations failed, by version and operation; null where there were none.
WITH reports AS (
  SELECT DISTINCT
    event_id,
    version,
    metrics_tokenizesuccess,
    metrics_tokenizefailure,
    metrics_detokenizesuccess,
    metrics_detokenizefailure,
    metrics_creategrantsuccess,
    metrics_creategrantfailure
  FROM ${view}
  WHERE "date" >= '${from}'
    AND received_at >= TIMESTAMP '${from} 00:00:00'
    AND received_at < TIMESTAMP '${until} 00:00:00'
)
SELECT
  version,
  operation,
  sum(successes) AS successes,
  sum(failures) AS failures,
  CAST(sum(failures) AS double) / nullif(sum(successes + failures), 0) AS failure_ratio
FROM reports
CROSS JOIN UNNEST(
  ARRAY['tokenize', 'detokenize', 'create-grant'],
  ARRAY[metrics_tokenizesuccess, metrics_detokenizesuccess, metrics_creategrantsuccess],
  ARRAY[metrics_tokenizefailure, metrics_detokenizefailure, metrics_creategrantfailure]
) AS operations (operation, successes, failures)
GROUP BY version, operation
ORDER BY version, operation
