-- One row for each event of a player that says something of the network.
SELECT
    organisation,
    session_id,
    media_id,
    occurred_at AS at,
    event,
    data_connection_type AS connection_type,
    data_effective_bandwidth AS effective_bandwidth_mbit,
    data_rtt_ms AS rtt_ms,
    data_ttfb_ms AS ttfb_ms,
    ifNull(data_bitrate, data_initial_bitrate) AS bitrate,
    data_buffer_ahead_seconds AS buffer_ahead_s
FROM {table}
WHERE data_effective_bandwidth IS NOT NULL OR data_rtt_ms IS NOT NULL
    OR data_bitrate IS NOT NULL OR data_initial_bitrate IS NOT NULL
