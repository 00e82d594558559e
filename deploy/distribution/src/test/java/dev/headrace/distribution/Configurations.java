package dev.headrace.distribution;

import java.nio.file.Path;

/** Configuration files that tests start Headrace with. */
final class Configurations {

    private Configurations() {}

    /** The lake alone, no database; tests may ask for numbers as often as they like. */
    static final String LAKE =
            """
            headrace:
              public: { host: 127.0.0.1 }
              limits: { body-timeout: 2s, questions-per-minute: 100000 }
              accounts: { every: 1s }
              cors: { allowed-origins: ["https://*.gutools.example", "https://local.example:9001"] }
              sinks:
                lake: { type: file, linger: 50ms }
            """;

    /** The lake, and a store for the read side in the PostgreSQL that Headrace starts itself. */
    static final String LAKE_AND_STORE =
            LAKE.replace("headrace:\n", "headrace:\n  store: embedded\n");

    /** The lake, and the PostgreSQL that Headrace starts itself. */
    static final String LAKE_AND_EMBEDDED =
            LAKE_AND_STORE + "    warehouse: { type: postgresql, url: store, linger: 50ms }\n";

    /** The lake, with streams of the test's own and a bound on the wait for their sinks. */
    static String acknowledging(Path streams, String wait) {
        return LAKE.replace(
                        "headrace:\n",
                        "headrace:\n  streams: { folders: [\"%s\"] }\n".formatted(streams))
                .replace("limits: { ", "limits: { acknowledge-wait: %s, ".formatted(wait));
    }

    /** With a PostgreSQL that the test can stop. */
    static String withDatabase(String configuration, StoppableDatabase database) {
        Warehouse warehouse = database.warehouse();
        return configuration
                + "    warehouse: { type: postgresql, url: \"%s\", user: %s, password: \"%s\", linger: 50ms }\n"
                        .formatted(warehouse.url(), warehouse.user(), warehouse.password());
    }

    /** With a pan-domain settings file. */
    static String withPanda(String configuration, String settingsFile) {
        return configuration.replace(
                "headrace:\n",
                """
                headrace:
                  auth:
                    panda:
                      settings-file: "%s"
                      allowed-email-domains: [guardian.example]
                """
                        .formatted(settingsFile));
    }
}
