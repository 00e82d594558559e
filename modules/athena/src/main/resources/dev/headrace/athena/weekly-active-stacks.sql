-- How many stacks reported in each week, which begins on Monday, UTC.
SELECT
  CAST(date_trunc('week', received_at) AS date) AS week,
  count(DISTINCT stack_id) AS active_stacks
FROM ${view}
WHERE "date" >= '${from}'
  AND received_at >= TIMESTAMP '${from} 00:00:00'
  AND received_at < TIMESTAMP '${until} 00:00:00'
GROUP BY 1
ORDER BY 1
