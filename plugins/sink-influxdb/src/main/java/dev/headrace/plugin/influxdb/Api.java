package dev.headrace.plugin.influxdb;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Where points are written to, and as whom. */
sealed interface Api {

    /** Where points go, in nanoseconds. */
    URI writeTo(URI server);

    /** The value of the {@code Authorization} header. */
    Optional<String> authorisation();

    /** For people: what holds the points. */
    String place();

    /** The setting that names what holds the points. */
    String placeSetting();

    /** InfluxDB 1, and what speaks as it did. */
    record V1(String database, Optional<String> retentionPolicy, Optional<User> user)
            implements Api {

        @Override
        public URI writeTo(URI server) {
            String policy = retentionPolicy.map(name -> "&rp=" + encoded(name)).orElse("");
            return below(server, "/write?db=" + encoded(database) + policy + "&precision=ns");
        }

        @Override
        public Optional<String> authorisation() {
            return user.map(User::basic);
        }

        @Override
        public String place() {
            return "database " + database;
        }

        @Override
        public String placeSetting() {
            return "database";
        }
    }

    /** InfluxDB 2. */
    record V2(String organisation, String bucket, String token) implements Api {

        @Override
        public URI writeTo(URI server) {
            String query = "?org=" + encoded(organisation) + "&bucket=" + encoded(bucket);
            return below(server, "/api/v2/write" + query + "&precision=ns");
        }

        @Override
        public Optional<String> authorisation() {
            return Optional.of("Token " + token);
        }

        @Override
        public String place() {
            return "bucket " + bucket;
        }

        @Override
        public String placeSetting() {
            return "bucket";
        }

        @Override
        public String toString() {
            return "V2[" + organisation + ", " + bucket + "]";
        }
    }

    /** A user of InfluxDB 1. */
    record User(String name, String password) {

        String basic() {
            byte[] pair = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What the settings say.
     *
     * @throws ConfigException naming everything that is missing, and what belongs to the other API
     */
    static Api of(SinkConfig config) {
        boolean first = config.text("api").equals("v1");
        List<String> needed = first ? List.of("database") : List.of("org", "bucket", "token");
        List<String> foreign =
                first
                        ? List.of("org", "bucket", "token")
                        : List.of("database", "retention-policy", "user", "password");
        var problems = new ArrayList<ConfigException.Problem>();
        String api = config.text("api");
        needed.stream()
                .filter(name -> config.optionalText(name).filter(text -> !text.isBlank()).isEmpty())
                .forEach(name ->
                        problems.add(problem(name, "is missing; api " + api + " needs it")));
        foreign.stream()
                .filter(config::has)
                .forEach(name -> problems.add(problem(name, "is not used with api " + api)));
        if (first && config.has("user") != config.has("password")) {
            problems.add(problem("password", "user and password go together"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return first ? v1(config) : v2(config);
    }

    private static Api v1(SinkConfig config) {
        return new V1(
                config.text("database"),
                config.optionalText("retention-policy"),
                config.optionalText("user").map(name -> new User(name, config.text("password"))));
    }

    private static Api v2(SinkConfig config) {
        return new V2(config.text("org"), config.text("bucket"), config.text("token"));
    }

    private static ConfigException.Problem problem(String key, String message) {
        return new ConfigException.Problem(key, message);
    }

    private static URI below(URI server, String pathAndQuery) {
        return URI.create(server.toString().replaceAll("/+$", "") + pathAndQuery);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
