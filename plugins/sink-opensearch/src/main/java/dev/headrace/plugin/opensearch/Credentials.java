package dev.headrace.plugin.opensearch;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkConfig;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers that say who is calling. Their values appear nowhere else. */
final class Credentials {

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final String AUTHORIZATION = "Authorization";

    private final List<Header> headers;

    private record Header(String name, String value) {}

    private Credentials(List<Header> headers) {
        this.headers = List.copyOf(headers);
    }

    static Credentials from(SinkConfig config) {
        var headers = new ArrayList<Header>();
        Optional<String> user = config.optionalText("username");
        Optional<String> password = config.optionalText("password");
        Optional<String> key = config.optionalText("api-key");
        if (user.isPresent() != password.isPresent()) {
            throw new ConfigException(
                    user.isPresent() ? "password" : "username",
                    "is missing: username and password go together");
        }
        if (user.isPresent() && key.isPresent()) {
            throw new ConfigException("api-key", "cannot stand beside username and password");
        }
        user.ifPresent(
                name -> headers.add(new Header(AUTHORIZATION, basic(name, password.orElse("")))));
        key.ifPresent(value -> headers.add(new Header(AUTHORIZATION, "ApiKey " + value.strip())));
        config.optionalText("headers")
                .ifPresent(text ->
                        text.lines()
                                .filter(line -> !line.isBlank())
                                .forEach(line -> headers.add(header(line))));
        var credentials = new Credentials(headers);
        credentials.requireSendable();
        return credentials;
    }

    void addTo(HttpRequest.Builder request) {
        headers.forEach(header -> request.header(header.name, header.value));
    }

    /** Whether any are given. */
    boolean given() {
        return !headers.isEmpty();
    }

    /** The JDK refuses some names and characters; better now than at the first write. */
    private void requireSendable() {
        try {
            addTo(HttpRequest.newBuilder());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "headers", "a name or value cannot be sent as a header of a request");
        }
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (!HEADER_NAME.matcher(name).matches()) {
            throw new ConfigException("headers", "each line must be a name, a colon and a value");
        }
        return new Header(name, line.substring(colon + 1).strip());
    }
}
