package dev.headrace.plugin.influxdb;

import dev.headrace.sink.SinkException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Says what an HTTP answer to a write means for Headrace. */
final class ServerAnswers {

    private final Api api;
    private final Clock clock;

    ServerAnswers(Api api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * What became of a write.
     *
     * @throws SinkException when the target, and not a line, is the reason
     */
    Answer of(int status, HttpHeaders headers, byte[] body) throws SinkException {
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        ErrorText error = ErrorText.of(body);
        return switch (status) {
            case 400, 422 -> refused(error);
            case 413 -> new Answer.TooLarge();
            case 429, 503 ->
                    throw new SinkException.Throttled(
                            "the server asks for less (" + status + ")", retryAfter(headers));
            default -> throw fault(status, error);
        };
    }

    private Answer refused(ErrorText error) throws SinkException {
        if (error.says("max-series-per-database")) {
            throw new SinkException.Unavailable(
                    api.place()
                            + " has as many series as max-series-per-database allows: raise it,"
                            + " or drop series");
        }
        if (error.says("retention policy not found")) {
            throw policyIsMissing();
        }
        return error.partial();
    }

    private SinkException fault(int status, ErrorText error) {
        return switch (status) {
            case 401 ->
                    new SinkException.Unauthorised(
                            "the server does not know these credentials (401)");
            case 403 ->
                    new SinkException.Unauthorised(
                            "the credentials may not write to " + api.place() + " (403)");
            case 404 -> isMissing(error);
            case 500 ->
                    error.says("retention policy not found")
                            ? policyIsMissing()
                            : unavailable(status);
            default ->
                    status > 500
                            ? unavailable(status)
                            : new SinkException.Misconfigured(
                                    "url",
                                    "what answers there does not take writes (" + status + ")");
        };
    }

    private SinkException isMissing(ErrorText error) {
        if (error.says("not found:") || error.says("could not find bucket")) {
            return new SinkException.Misconfigured(
                    api.placeSetting(), api.place() + " does not exist: create it first");
        }
        if (error.says("bucket") && error.says("not found")) {
            return new SinkException.Misconfigured(
                    api.placeSetting(), api.place() + " does not exist: create it first");
        }
        if (error.says("organization") && error.says("not found")) {
            return new SinkException.Misconfigured("org", "the organisation does not exist");
        }
        return new SinkException.Misconfigured(
                "api", "what answers there has no such API (404): is it the other version?");
    }

    private static SinkException policyIsMissing() {
        return new SinkException.Misconfigured(
                "retention-policy", "the database has no retention policy of this name");
    }

    private static SinkException unavailable(int status) {
        return new SinkException.Unavailable("the server fails (" + status + ")");
    }

    /** Seconds, or a date; nothing that cannot be understood makes anybody wait. */
    private Duration retryAfter(HttpHeaders headers) {
        Optional<String> value = headers.firstValue("Retry-After").map(String::strip);
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        if (value.get().matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(value.get()));
        }
        try {
            ZonedDateTime until =
                    ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), until.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
