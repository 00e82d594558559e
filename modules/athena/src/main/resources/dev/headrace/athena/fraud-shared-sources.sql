-- Behind which networks more than twenty stacks report on one day.
SELECT
  CAST(received_at AS date) AS day,
  source_ip_prefix,
  count(DISTINCT stack_id) AS stacks
FROM ${view}
WHERE "date" >= '${from}'
  AND received_at >= TIMESTAMP '${from} 00:00:00'
  AND received_at < TIMESTAMP '${until} 00:00:00'
  AND source_ip_prefix IS NOT NULL
GROUP BY 1, 2
HAVING count(DISTINCT stack_id) > 20
ORDER BY stacks DESC, day, source_ip_prefix
