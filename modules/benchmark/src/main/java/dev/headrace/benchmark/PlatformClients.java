package dev.headrace.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pages and players of a platform, in sessions: each sends so many requests as a session may at
 * once, then another begins.
 */
final class PlatformClients {

    private static final String JSON = "application/json";

    /** Within the bursts of the streams: 200 events, 20, 10 and 20. */
    private static final int ANALYTICS_REQUESTS = 40;

    private static final int ANALYTICS_EVENTS = 5;
    private static final int MEDIA_REQUESTS = 10;
    private static final int POSE_REQUESTS = 10;
    private static final int ERROR_REQUESTS = 20;

    private static final int POSE_FRAMES = 30;
    private static final int POSE_HEAD = 32;
    private static final int POSE_FRAME = 532;

    private final MixedKeys keys;
    private final RandomGenerator random;
    private final Clock clock;

    PlatformClients(MixedKeys keys, RandomGenerator random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    MixedClient analytics() {
        return new Sessions(ANALYTICS_REQUESTS) {
            @Override
            MixedRequest request(int number) {
                String events =
                        IntStream.range(0, ANALYTICS_EVENTS)
                                .mapToObj(any -> analyticsEvent())
                                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
                return posted("/v1/analytics/track", events, ANALYTICS_EVENTS);
            }
        };
    }

    private String analyticsEvent() {
        return """
        {"event_id":"%s","event":"feature_used","name":"plan.start","timestamp":"%s",\
        "consent":{"purposes":["errors","analytics"],"policy":"2026-05"},"page":"/exercises/%d",\
        "element":"button#start","duration_ms":%d,"viewport":{"w":412,"h":915},\
        "properties":{"variant":"b","count":3}}\
        """
                .formatted(uuid(), clock.instant(), random.nextInt(500), random.nextInt(5_000));
    }

    /** A start, eight heartbeats, an end. */
    MixedClient media() {
        return new Sessions(MEDIA_REQUESTS) {
            @Override
            MixedRequest request(int number) {
                String kind =
                        switch (number) {
                            case 0 -> "session_start";
                            case MEDIA_REQUESTS - 1 -> "session_end";
                            default -> "heartbeat";
                        };
                String body =
                        """
                        {"event_id":"%s","event":"%s","session_id":"%s","media_id":"m-%d",\
                        "media_type":"video","timestamp":"%s","data":%s}\
                        """
                                .formatted(
                                        uuid(),
                                        kind,
                                        session(),
                                        random.nextInt(200),
                                        clock.instant(),
                                        mediaData(kind, number));
                return posted("/v1/media/events", body, 1);
            }
        };
    }

    private String mediaData(String kind, int number) {
        return switch (kind) {
            case "session_start" ->
                    """
                    {"total_duration_seconds":120.5,"ttfb_ms":%d,"video_load_time_ms":1200,\
                    "connection_type":"wifi","initial_bitrate":2500000,"initial_resolution":"720p"}\
                    """
                            .formatted(random.nextInt(1, 900));
            case "session_end" -> "{\"end_state\":\"completed\",\"watched_seconds\":80}";
            default ->
                    """
                    {"position_seconds":%d,"buffering_count":1,"buffering_duration_ms":1500,\
                    "bitrate":2500000,"resolution":"1280x720","dropped_frames":3,"total_frames":900}\
                    """
                            .formatted(10 * number);
        };
    }

    /** Thirty frames in the compact form. */
    MixedClient pose() {
        byte[] batch = poses();
        return new Sessions(POSE_REQUESTS) {
            @Override
            MixedRequest request(int number) {
                var id = UUID.fromString(session());
                ByteBuffer.wrap(batch)
                        .putLong(8, id.getMostSignificantBits())
                        .putLong(16, id.getLeastSignificantBits())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(24, number);
                return MixedRequest.accepted(
                        RequestBytes.post(
                                "/v1/pose/frames",
                                "application/vnd.pose.v1+octet-stream",
                                credentials(),
                                batch),
                        1);
            }
        };
    }

    private byte[] poses() {
        ByteBuffer batch =
                ByteBuffer.allocate(POSE_HEAD + POSE_FRAMES * POSE_FRAME)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("PSE1".getBytes(StandardCharsets.US_ASCII))
                        .putInt(1)
                        .putShort(28, (short) POSE_FRAMES)
                        .put(30, (byte) 33)
                        .put(31, (byte) 4)
                        .position(POSE_HEAD);
        for (int frame = 0; frame < POSE_FRAMES; frame++) {
            batch.putInt(frame * 33);
            while ((batch.position() - POSE_HEAD) % POSE_FRAME != 0) {
                batch.putFloat((float) random.nextDouble());
            }
        }
        return batch.array();
    }

    /** Of so many causes that few are sampled away. */
    MixedClient errors() {
        return new Sessions(ERROR_REQUESTS) {
            @Override
            MixedRequest request(int number) {
                String body =
                        """
                        {"event_id":"%s","kind":"app","level":"error","type":"TypeError",\
                        "message":"cannot read length of undefined","timestamp":"%s",\
                        "release":"web@2.4.1","page":"/exercises/7","fingerprint":["mix","%d"],\
                        "stack":[{"function":"render","file":"https://app.example.org/app.js",\
                        "line":10,"column":5,"in_app":true}],"device":{"type":"mobile"}}\
                        """
                                .formatted(uuid(), clock.instant(), random.nextInt(10_000));
                return posted("/v1/errors/report", body, 1);
            }
        };
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** One session after the other. */
    private abstract class Sessions implements MixedClient {

        private static final List<String> ORGANISATIONS = MixedKeys.ORGANISATIONS;

        private final int requests;
        private int number;
        private String session = "";
        private Map<String, String> credentials = Map.of();

        private Sessions(int requests) {
            this.requests = requests;
        }

        @Override
        public final MixedRequest next() {
            if (number == requests || session.isEmpty()) {
                number = 0;
                session = uuid();
                credentials =
                        keys.session(
                                String.valueOf(random.nextInt(1, 100_000)),
                                ORGANISATIONS.get(random.nextInt(ORGANISATIONS.size())),
                                session,
                                MixedKeys.address(random));
            }
            return request(number++);
        }

        /** The next of the session's requests, counted from 0. */
        abstract MixedRequest request(int number);

        final String session() {
            return session;
        }

        final Map<String, String> credentials() {
            return credentials;
        }

        final MixedRequest posted(String path, String body, int events) {
            return MixedRequest.accepted(
                    RequestBytes.post(
                            path, JSON, credentials, body.getBytes(StandardCharsets.UTF_8)),
                    events);
        }
    }
}
