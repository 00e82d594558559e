package dev.headrace.auth;

import java.util.List;
import java.util.Optional;

/**
 * What a request says of its caller, as it came over the wire.
 *
 * @param hmacToken the header {@code X-Gu-Tools-HMAC-Token}
 * @param hmacDate the header {@code X-Gu-Tools-HMAC-Date}
 * @param serviceName the header {@code X-Gu-Tools-Service-Name}
 * @param cookies the values of all {@code Cookie} headers, in order
 * @param authorization the header {@code Authorization}
 * @param rawPath the path as sent, without the query, never decoded: HMAC signs exactly this
 */
public record Credentials(
        Optional<String> hmacToken,
        Optional<String> hmacDate,
        Optional<String> serviceName,
        List<String> cookies,
        Optional<String> authorization,
        String rawPath) {

    /** Of a request without the header {@code Authorization}. */
    public Credentials(
            Optional<String> hmacToken,
            Optional<String> hmacDate,
            Optional<String> serviceName,
            List<String> cookies,
            String rawPath) {
        this(hmacToken, hmacDate, serviceName, cookies, Optional.empty(), rawPath);
    }

    /** Of a request that says nothing of its caller. */
    public static Credentials none(String rawPath) {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), rawPath);
    }

    /** Leaves out everything: headers and cookies are secrets. */
    @Override
    public String toString() {
        return "Credentials[" + rawPath + "]";
    }
}
