package dev.headrace.auth;

/**
 * How one source of keys stands.
 *
 * @param source for example {@code panda settings} or {@code hmac keys}
 * @param good whether the last reading succeeded
 * @param message what was read, or what failed and since when the older keys are in use
 */
public record AuthHealth(String source, boolean good, String message) {}
