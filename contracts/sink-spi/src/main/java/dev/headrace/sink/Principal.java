package dev.headrace.sink;

import java.util.Optional;

/**
 * Who sent an event.
 *
 * @param kind {@code person}, {@code service}, {@code session} or {@code anonymous}
 * @param name how the credential names the caller: a service's name, the hash of an e-mail address
 * @param email the e-mail address of a person, where the contract says that it is kept
 */
public record Principal(String kind, String name, Optional<String> email) {

    /** Without the e-mail address, so that it does not slip into a log. */
    @Override
    public String toString() {
        return kind + ' ' + name;
    }
}
