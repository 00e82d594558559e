package dev.headrace.plugin.opensearch;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of one OpenSearch sink.
 *
 * @param url the cluster, without a path's last slash
 * @param credentials what each request says of the caller
 * @param indices how indices are named
 * @param templates whether the sink keeps the streams' index templates
 * @param layout how a new index is laid out
 * @param compression what is done to a request's body
 * @param timeout how long one request may take
 * @param traits what the sink can take
 */
record OpenSearchSettings(
        URI url,
        Credentials credentials,
        IndexNames indices,
        Templates.Keeping templates,
        IndexLayout layout,
        Compression compression,
        Duration timeout,
        SinkTraits traits) {

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "url",
                            ConfigField.Type.TEXT,
                            "The cluster's address, for example https://search.example.org:9200.")
                    .example("https://search.example.org:9200")
                    .optional(
                            "username",
                            ConfigField.Type.TEXT,
                            "The user, for basic authentication.")
                    .optional("password", ConfigField.Type.SECRET, "The user's password.")
                    .optional(
                            "api-key",
                            ConfigField.Type.SECRET,
                            "An API key, sent as \"Authorization: ApiKey …\"; instead of a user.")
                    .optional(
                            "headers",
                            ConfigField.Type.SECRET,
                            "Further headers of each request, one \"Name: value\" a line; for"
                                    + " gateways that ask for a token of their own.")
                    .with(
                            "index",
                            ConfigField.Type.TEXT,
                            "headrace-{stream}-{month}",
                            "The name of an index: {stream}, and {year}, {month} (2026.11) or"
                                    + " {day} (2026.11.22) of the received time in UTC.")
                    .choice(
                            "templates",
                            Templates.Keeping.WORDS,
                            "Whether the sink writes an index template for each stream, or somebody"
                                    + " else keeps them.")
                    .within(
                            "shards",
                            ConfigField.Type.INTEGER,
                            "1",
                            "1",
                            "1024",
                            "Primary shards of a new index.")
                    .within(
                            "replicas",
                            ConfigField.Type.INTEGER,
                            "1",
                            "0",
                            "100",
                            "Copies of each shard of a new index; 0 on a cluster of one node.")
                    .choice(
                            "compression",
                            Compression.WORDS,
                            "How request bodies are compressed; none saves time on a fast network.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "0s",
                            "10m",
                            "How long a request waits for more events.")
                    .within(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "5000",
                            "1",
                            "100000",
                            "Most events of one request.")
                    .within(
                            "max-request-size",
                            ConfigField.Type.BYTES,
                            "8MiB",
                            "64KiB",
                            "80MiB",
                            "Most bytes of events of one request, before envelope and compression;"
                                    + " the cluster's http.max_content_length (100 MiB) must be"
                                    + " larger. A larger event becomes a dead letter.")
                    .within(
                            "parallel-writes",
                            ConfigField.Type.INTEGER,
                            "2",
                            "1",
                            "16",
                            "Most requests under way at once.")
                    .within(
                            "timeout",
                            ConfigField.Type.DURATION,
                            "30s",
                            "1s",
                            "10m",
                            "How long the cluster may take to answer one request.")
                    .build();

    static OpenSearchSettings from(SinkConfig config) {
        return new OpenSearchSettings(
                Address.of(config.text("url")),
                Credentials.from(config),
                IndexNames.of(config.text("index")),
                Templates.Keeping.of(config.text("templates")),
                new IndexLayout(config.integer("shards"), config.integer("replicas")),
                Compression.of(config.text("compression")),
                config.duration("timeout"),
                traits(config));
    }

    private static SinkTraits traits(SinkConfig config) {
        long bytes = config.bytes("max-request-size");
        return new SinkTraits(
                Math.toIntExact(config.integer("parallel-writes")),
                Math.toIntExact(config.integer("max-records")),
                bytes,
                bytes,
                config.duration("linger"),
                bytes,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_RECORD);
    }
}
