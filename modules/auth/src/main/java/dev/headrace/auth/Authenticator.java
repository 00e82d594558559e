package dev.headrace.auth;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Says who is calling. Safe for use by any number of threads; {@link #refresh} by one. */
public final class Authenticator {

    private Authenticator() {}

    /**
     * Reads the keys for the first time.
     *
     * @throws AuthSettingsException when a configured source cannot be read: a start without keys
     *     would refuse everybody
     */
    public static Authenticator open(
            Optional<HmacSettings> hmac, Optional<PandaSettings> panda, Clock clock) {
        throw new IllegalStateException("being written");
    }

    /** Answers from memory: no I/O. */
    public Authentication authenticate(Credentials credentials) {
        throw new IllegalStateException("being written");
    }

    /** The answer by cookie alone, whatever other headers say; for doors that only people use. */
    public Authentication authenticateCookie(Credentials credentials) {
        throw new IllegalStateException("being written");
    }

    /**
     * Reads changed key files again; keeps the last good keys when that fails. Call every few
     * seconds.
     */
    public void refresh() {
        throw new IllegalStateException("being written");
    }

    /** How each source of keys stands. */
    public List<AuthHealth> health() {
        throw new IllegalStateException("being written");
    }
}
