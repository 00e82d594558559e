package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * The settings that every sink for AWS has beside its own.
 *
 * @param region where the target is; empty takes it from the surroundings
 * @param keys the credentials that the configuration names; empty takes them from the surroundings
 * @param role assumed with those credentials
 * @param endpoint where the service is, unless it is the region's own
 */
public record AwsSettings(
        Optional<Region> region,
        Optional<AwsCredentials> keys,
        Optional<AwsRole> role,
        Optional<URI> endpoint,
        AwsTimeouts timeouts) {

    /** Adds the fields, meant for after the sink's own. */
    public static ConfigSpec.Builder declare(ConfigSpec.Builder spec) {
        return AwsFields.declare(spec);
    }

    /**
     * Reads the fields.
     *
     * @throws ConfigException naming every field that does not fit the others
     */
    public static AwsSettings from(SinkConfig config) {
        var problems = new ArrayList<ConfigException.Problem>();
        var settings =
                new AwsSettings(
                        config.optionalText("region").map(Region::of),
                        keys(config, problems),
                        role(config, problems),
                        address(config, "endpoint", problems),
                        new AwsTimeouts(
                                config.duration("connect-timeout"),
                                config.duration("attempt-timeout"),
                                config.duration("call-timeout")));
        if (settings.timeouts.attempt().compareTo(settings.timeouts.call()) > 0) {
            problems.add(problem("attempt-timeout", "must not be longer than call-timeout"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings;
    }

    private static Optional<AwsCredentials> keys(
            SinkConfig config, List<ConfigException.Problem> problems) {
        Optional<String> id = config.optionalText("access-key-id");
        Optional<String> secret = config.optionalText("secret-access-key");
        Optional<String> token = config.optionalText("session-token");
        if (id.isPresent() && secret.isEmpty()) {
            problems.add(problem("secret-access-key", "is missing beside access-key-id"));
        }
        if (id.isEmpty() && secret.isPresent()) {
            problems.add(problem("access-key-id", "is missing beside secret-access-key"));
        }
        if (id.isEmpty() && secret.isEmpty() && token.isPresent()) {
            problems.add(problem("session-token", "needs access-key-id and secret-access-key"));
        }
        return id.flatMap(key -> secret.map(word -> credentials(key, word, token)));
    }

    private static AwsCredentials credentials(String id, String secret, Optional<String> token) {
        return token.<AwsCredentials>map(text -> AwsSessionCredentials.create(id, secret, text))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
    }

    private static Optional<AwsRole> role(
            SinkConfig config, List<ConfigException.Problem> problems) {
        Optional<String> arn = config.optionalText("role-arn");
        Optional<URI> endpoint = address(config, "role-endpoint", problems);
        for (String name : List.of("role-external-id", "role-endpoint")) {
            if (arn.isEmpty() && config.has(name)) {
                problems.add(problem(name, "needs role-arn"));
            }
        }
        arn.filter(text -> !text.matches("arn:[\\w-]+:iam::\\d{12}:role/.+"))
                .ifPresent(text ->
                        problems.add(
                                problem(
                                        "role-arn",
                                        "is not a role; one is for example"
                                                + " arn:aws:iam::123456789012:role/lake")));
        return arn.map(text ->
                new AwsRole(
                        text,
                        config.optionalText("role-external-id"),
                        config.text("role-session-name"),
                        endpoint));
    }

    private static Optional<URI> address(
            SinkConfig config, String name, List<ConfigException.Problem> problems) {
        Optional<URI> address = config.optionalText(name).flatMap(AwsSettings::address);
        if (config.has(name) && address.isEmpty()) {
            problems.add(
                    problem(name, "is not an address; one is for example https://s3.example.org"));
        }
        return address;
    }

    private static Optional<URI> address(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null && address.getUserInfo() == null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ConfigException.Problem problem(String key, String message) {
        return new ConfigException.Problem(key, message);
    }
}
