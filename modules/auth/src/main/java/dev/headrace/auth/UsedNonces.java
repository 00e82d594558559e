package dev.headrace.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The nonces of the last ten minutes and of no more than twenty, in two halves that take turns.
 * Bounded: when a half is full, nothing more is taken until the next turn. Safe for use by any
 * number of threads.
 */
final class UsedNonces {

    /** Of a half; about 15 MiB. */
    static final int MOST = 100_000;

    private static final long TURN = Duration.ofMinutes(10).toMillis();

    private final int most;
    private Set<String> now = new HashSet<>();
    private Set<String> before = new HashSet<>();
    private long turn = Long.MIN_VALUE;

    UsedNonces(int most) {
        this.most = most;
    }

    /** What became of a nonce. */
    enum Use {
        FIRST,
        REPEATED,
        FULL
    }

    /** Uses a nonce up. */
    synchronized Use use(String nonce, long millis) {
        turnTo(Math.floorDiv(millis, TURN));
        if (now.contains(nonce) || before.contains(nonce)) {
            return Use.REPEATED;
        }
        if (now.size() >= most) {
            return Use.FULL;
        }
        now.add(nonce);
        return Use.FIRST;
    }

    /** A clock that is set back turns nothing: what is known stays known. */
    private void turnTo(long next) {
        if (next <= turn) {
            return;
        }
        before = next == turn + 1 ? now : new HashSet<>();
        now = new HashSet<>();
        turn = next;
    }
}
