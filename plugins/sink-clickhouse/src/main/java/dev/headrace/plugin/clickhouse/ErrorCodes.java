package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.Set;

/**
 * Says what ClickHouse's error codes mean for Headrace. What is not named here is the target's
 * fault, never a record's.
 */
final class ErrorCodes {

    /**
     * CANNOT_PARSE_…, INCORRECT_DATA, out of range, null in a column that takes none, constraint.
     */
    private static final Set<Integer> BAD_ROW =
            Set.of(
                    6, 24, 25, 26, 27, 32, 33, 34, 38, 41, 53, 69, 70, 72, 117, 131, 190, 321, 349,
                    376, 407, 441, 467, 469, 508, 675, 676, 691);

    /** UNKNOWN_TABLE, NO_SUCH_COLUMN_IN_TABLE, UNKNOWN_IDENTIFIER, TABLE_IS_DROPPED. */
    private static final Set<Integer> CHANGED = Set.of(16, 47, 60, 218);

    /**
     * UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, IP_ADDRESS_NOT_ALLOWED, READONLY,
     * ACCESS_DENIED, AUTHENTICATION_FAILED.
     */
    private static final Set<Integer> UNAUTHORISED = Set.of(164, 192, 193, 194, 195, 497, 516);

    /** QUOTA_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, MEMORY_LIMIT_EXCEEDED, TOO_MANY_PARTS. */
    private static final Set<Integer> THROTTLED = Set.of(201, 202, 241, 252);

    private static final int UNKNOWN_DATABASE = 81;
    private static final int NOT_ENOUGH_SPACE = 243;

    private ErrorCodes() {}

    /**
     * What an error means.
     *
     * @throws SinkException when the target is the reason
     */
    static Answer of(int code, int status) throws SinkException {
        if (BAD_ROW.contains(code)) {
            return new Answer.BadRow(code);
        }
        if (CHANGED.contains(code)) {
            return new Answer.Changed(code);
        }
        if (UNAUTHORISED.contains(code) || (code == 0 && (status == 401 || status == 403))) {
            throw new SinkException.Unauthorised(
                    "ClickHouse refuses the user or its rights (" + said(code, status) + ")");
        }
        if (THROTTLED.contains(code) || (code == 0 && status == 429)) {
            throw new SinkException.Throttled(
                    "ClickHouse asks for less (" + said(code, status) + ")", Duration.ZERO);
        }
        if (code == UNKNOWN_DATABASE) {
            throw new SinkException.Misconfigured(
                    "database", "the database does not exist: create it first");
        }
        if (code == 0 && status == 413) {
            throw new SinkException.TooLarge("what stands before ClickHouse takes less (413)");
        }
        if (code == 0 && (status == 404 || status == 405 || status / 100 == 3)) {
            throw new SinkException.Misconfigured(
                    "url",
                    "what answers there is not ClickHouse's HTTP interface (" + status + ")");
        }
        throw new SinkException.Unavailable(
                code == NOT_ENOUGH_SPACE
                        ? "ClickHouse has no room left (code 243)"
                        : "ClickHouse fails (" + said(code, status) + ")");
    }

    private static String said(int code, int status) {
        return code == 0 ? "status " + status : "code " + code;
    }
}
