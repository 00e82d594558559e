-- Which stacks did more than a hundred times as much on a day as on the day before.
WITH summaries AS (
  SELECT
    stack_id,
    CAST(received_at AS date) AS day,
    metrics_tokenizesuccess + metrics_tokenizefailure
      + metrics_detokenizesuccess + metrics_detokenizefailure
      + metrics_creategrantsuccess + metrics_creategrantfailure AS operations,
    row_number() OVER (
      PARTITION BY stack_id, CAST(received_at AS date)
      ORDER BY trust, received_at DESC, event_id
    ) AS place
  FROM ${view}
  WHERE "date" >= '${from}'
    AND received_at >= TIMESTAMP '${from} 00:00:00'
    AND received_at < TIMESTAMP '${until} 00:00:00'
),
days AS (
  SELECT stack_id, day, operations
  FROM summaries
  WHERE place = 1
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
