package dev.headrace.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Who may use the admin resources. Safe for use by any number of threads; {@link #refresh} by one.
 */
public final class AdminTokens {

    private final KeySource<AdminTokenSet> source;
    private final Clock clock;

    private AdminTokens(KeySource<AdminTokenSet> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws AuthSettingsException when it cannot be read or used, listing what is wrong
     */
    public static AdminTokens open(Path file, Clock clock) {
        return new AdminTokens(
                KeySource.open("admin tokens", file, AdminTokenParser::set, clock.instant()),
                clock);
    }

    /** Whose token it is; answers from memory and takes as long for a wrong one. */
    public Optional<Administrator> verify(String token) {
        return source.keys().verify(token);
    }

    /** Reads the file again when it has changed; keeps the last good tokens when that fails. */
    public void refresh() {
        source.refresh(clock.instant());
    }

    /** How the file stands. */
    public AuthHealth health() {
        return source.health();
    }
}
