package dev.headrace.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The state machine of a session, fed with its events in the order of time.
 *
 * <p>A session without a start is begun by its first event. Time between two events belongs to the
 * state that the first has left behind, up to 45 s while it plays (a player that is silent for
 * longer is gone) and up to 10 min while it stalls. What comes after the end changes nothing.
 */
final class MediaFold {

    private static final double LONGEST_SILENCE = 45;
    private static final double LONGEST_STALL = 600;
    private static final double MILLIS = 1000.0;

    private enum State {
        WAITING,
        PLAYING,
        PAUSED,
        STALLED,
        ENDED
    }

    private State state = State.WAITING;
    private State beforeStall = State.WAITING;
    private Optional<MediaEvent> first = Optional.empty();
    private Instant lastAt = Instant.MIN;
    private Instant stalledAt = Instant.MIN;
    private MediaSession.End end = MediaSession.End.OPEN;
    private final TreeMap<String, String> groups = new TreeMap<>();
    private OptionalDouble ttfb = OptionalDouble.empty();
    private OptionalDouble startup = OptionalDouble.empty();
    private OptionalDouble duration = OptionalDouble.empty();
    private OptionalDouble bitrate = OptionalDouble.empty();
    private double bits;
    private double secondsWithBitrate;
    private double reached;
    private double played;
    private int stalls;
    private double stalled;
    private double toldStalls;
    private double toldStalled;
    private int switches;
    private double dropped;
    private double frames;
    private int errors;
    private boolean began;

    void take(MediaEvent event) {
        if (state == State.ENDED) {
            return;
        }
        if (first.isEmpty()) {
            first = Optional.of(event);
            lastAt = event.at();
        }
        passTime(event);
        lastAt = event.at();
        event.groups().forEach(groups::putIfAbsent);
        event.number("position_seconds").ifPresent(at -> reached = Math.max(reached, at));
        change(event);
    }

    /** What the time since the last event was spent on. */
    private void passTime(MediaEvent event) {
        if (state != State.PLAYING) {
            return;
        }
        double seconds = Math.min(LONGEST_SILENCE, seconds(lastAt, event.at()));
        played += seconds;
        if (bitrate.isPresent()) {
            bits += bitrate.getAsDouble() * seconds;
            secondsWithBitrate += seconds;
        }
    }

    private void change(MediaEvent event) {
        switch (event.kind()) {
            case "session_start" -> start(event);
            case "play" -> play(event);
            case "pause" -> leaveStall(event, State.PAUSED);
            case "heartbeat" -> heartbeat(event);
            case "buffering_start" -> stall(event);
            case "buffering_end" -> endStall(event);
            case "quality_change" -> {
                switches++;
                bitrate = present(event.number("to_bitrate"), bitrate);
            }
            case "milestone" -> {
                if (event.number("percent").orElse(0) >= 95) {
                    end = MediaSession.End.COMPLETED;
                }
            }
            case "error" -> errors++;
            case "session_end" -> finish(event);
            default -> {
                // a seek changes the position, which the next event tells
            }
        }
    }

    private void start(MediaEvent event) {
        ttfb = present(event.number("ttfb_ms"), ttfb);
        startup = present(event.number("video_load_time_ms"), startup);
        duration = present(event.number("total_duration_seconds"), duration);
        bitrate = present(event.number("initial_bitrate"), bitrate);
        event.word("connection_type").ifPresent(word -> groups.put("connection_type", word));
    }

    private void play(MediaEvent event) {
        began = true;
        leaveStall(event, State.PLAYING);
    }

    /** A heartbeat that is past the begin tells of a {@code play} that was lost. */
    private void heartbeat(MediaEvent event) {
        if (state == State.WAITING && event.number("position_seconds").orElse(0) > 0) {
            began = true;
            state = State.PLAYING;
        }
        bitrate = present(event.number("bitrate"), bitrate);
        toldStalls = Math.max(toldStalls, event.number("buffering_count").orElse(0));
        toldStalled =
                Math.max(toldStalled, event.number("buffering_duration_ms").orElse(0) / MILLIS);
        dropped = Math.max(dropped, event.number("dropped_frames").orElse(0));
        frames = Math.max(frames, event.number("total_frames").orElse(0));
    }

    /** Waiting before the first picture is startup, not a stall. */
    private void stall(MediaEvent event) {
        if (!began) {
            return;
        }
        if (state != State.STALLED) {
            beforeStall = state;
            stalls++;
        }
        state = State.STALLED;
        stalledAt = event.at();
    }

    private void endStall(MediaEvent event) {
        if (state == State.STALLED) {
            addStall(event);
            state = beforeStall;
        } else if (began && event.number("buffering_duration_ms").isPresent()) {
            stalls++; // its start was lost, but it says how long it took
            addStall(event);
        }
    }

    private void addStall(MediaEvent event) {
        double seconds =
                event.is("buffering_end") && event.number("buffering_duration_ms").isPresent()
                        ? event.number("buffering_duration_ms").getAsDouble() / MILLIS
                        : seconds(stalledAt, event.at());
        stalled += Math.min(LONGEST_STALL, seconds);
    }

    /** A stall whose end was lost ends with what comes next. */
    private void leaveStall(MediaEvent event, State next) {
        if (state == State.STALLED) {
            addStall(event);
        }
        state = next;
    }

    private void finish(MediaEvent event) {
        leaveStall(event, State.ENDED);
        boolean completed =
                end == MediaSession.End.COMPLETED
                        || event.word("end_state").filter("completed"::equals).isPresent();
        end = completed ? MediaSession.End.COMPLETED : MediaSession.End.ABANDONED;
    }

    MediaSession session() {
        MediaEvent begin =
                first.orElseThrow(() -> new IllegalStateException("a session has an event"));
        OptionalDouble mean =
                secondsWithBitrate > 0 ? OptionalDouble.of(bits / secondsWithBitrate) : bitrate;
        return new MediaSession(
                begin.media(),
                begin.at(),
                lastAt,
                end,
                groups,
                ttfb,
                startup,
                duration,
                reached,
                played,
                (int) Math.max(stalls, toldStalls),
                Math.max(stalled, toldStalled),
                mean,
                switches,
                (long) dropped,
                (long) frames,
                errors,
                began);
    }

    private static OptionalDouble present(OptionalDouble next, OptionalDouble before) {
        return next.isPresent() ? next : before;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }
}
