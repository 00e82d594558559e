-- Which version each stack reported last, as the number and share of stacks by version.
WITH latest AS (
  SELECT stack_id, max_by(version, received_at) AS version
  FROM ${view}
  WHERE "date" >= '${from}'
    AND received_at >= TIMESTAMP '${from} 00:00:00'
    AND received_at < TIMESTAMP '${until} 00:00:00'
  GROUP BY stack_id
)
SELECT
  version,
  count(*) AS stacks,
  round(CAST(count(*) AS double) / sum(count(*)) OVER (), 4) AS share
FROM latest
GROUP BY version
ORDER BY stacks DESC, version
