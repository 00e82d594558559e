-- One row for each playback session, from the media events of a player.
SELECT
    organisation,
    session_id,
    any(media_id) AS media_id,
    any(media_type) AS media_type,
    min(occurred_at) AS started,
    max(occurred_at) AS updated,
    multiIf(
        argMaxIf(data_end_state, occurred_at, event = 'session_end') != '', argMaxIf(data_end_state, occurred_at, event = 'session_end'),
        countIf(event = 'milestone' AND data_percent = 95) > 0, 'completed',
        max(occurred_at) < now64(9) - INTERVAL 45 SECOND, 'abandoned',
        'playing') AS state,
    max(data_total_duration_seconds) AS duration_s,
    max(data_watched_seconds) AS watched_s,
    max(greatest(ifNull(data_position_seconds, 0), ifNull(data_to_seconds, 0))) AS max_pos_s,
    if(duration_s > 0, least(1, max_pos_s / duration_s), NULL) AS completion,
    any(data_ttfb_ms) AS ttfb_ms,
    any(data_video_load_time_ms) AS load_ms,
    countIf(event = 'buffering_start') AS stalls,
    sumIf(data_buffering_duration_ms, event = 'buffering_end') AS stall_ms,
    if(watched_s > 0, stall_ms / (stall_ms + 1000 * watched_s), NULL) AS rebuffer_ratio,
    avg(data_bitrate) AS avg_bitrate,
    countIf(event = 'quality_change') AS switches,
    max(data_dropped_frames) AS dropped,
    max(data_total_frames) AS frames,
    countIf(event = 'error') AS errors,
    any(data_connection_type) AS conn
FROM {table}
GROUP BY organisation, session_id
