-- Which stacks did more than a hundred times as much on a day as on the day before.
WITH reports AS (
  SELECT DISTINCT
    event_id,
    stack_id,
    CAST(received_at AS date) AS day,
    metrics_tokenizesuccess + metrics_tokenizefailure
      + metrics_detokenizesuccess + metrics_detokenizefailure
      + metrics_creategrantsuccess + metrics_creategrantfailure AS operations
  FROM ${view}
  WHERE "date" >= '${from}'
    AND received_at >= TIMESTAMP '${from} 00:00:00'
    AND received_at < TIMESTAMP '${until} 00:00:00'
),
days AS (
  SELECT stack_id, day, sum(operations) AS operations
  FROM reports
  GROUP BY stack_id, day
)
SELECT
  today.stack_id,
  today.day,
  before.operations AS operations_before,
  today.operations
FROM days AS today
JOIN days AS before
  ON before.stack_id = today.stack_id
  AND before.day = date_add('day', -1, today.day)
WHERE today.operations > 100 * greatest(before.operations, 1)
ORDER BY today.operations DESC, today.stack_id, today.day
