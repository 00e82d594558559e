-- What each user did in a day, from audit events.
SELECT
    toDate(occurred_at) AS day,
    organization_id,
    user_id,
    countIf(action = 'CREATE' AND status_code < 400) AS creates,
    countIf(action = 'UPDATE' AND status_code < 400) AS updates,
    countIf(action = 'DELETE' AND status_code < 400) AS deletes,
    countIf(status_code >= 400) AS failures,
    sumMap(map(entity_type, toUInt64(1))) AS entities,
    min(occurred_at) AS first_at,
    max(occurred_at) AS last_at
FROM {table}
GROUP BY day, organization_id, user_id
