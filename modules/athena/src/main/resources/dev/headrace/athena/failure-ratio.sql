-- Which share of the operations failed, by version and operation; null where there were none.
WITH summaries AS (
  SELECT
    version,
    metrics_tokenizesuccess,
    metrics_tokenizefailure,
    metrics_detokenizesuccess,
    metrics_detokenizefailure,
    metrics_creategrantsuccess,
    metrics_creategrantfailure,
    row_number() OVER (
      PARTITION BY stack_id, CAST(received_at AS date)
      ORDER BY trust, received_at DESC, event_id
    ) AS place
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
FROM summaries
CROSS JOIN UNNEST(
  ARRAY['tokenize', 'detokenize', 'create-grant'],
  ARRAY[metrics_tokenizesuccess, metrics_detokenizesuccess, metrics_creategrantsuccess],
  ARRAY[metrics_tokenizefailure, metrics_detokenizefailure, metrics_creategrantfailure]
) AS operations (operation, successes, failures)
WHERE place = 1
GROUP BY version, operation
ORDER BY version, operation
