package dev.headrace.plugin.opensearch;

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real node behind a gateway that can play a security plugin. A full disk is the block that
 * OpenSearch itself sets then.
 */
final class OpenSearchTarget implements Target {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final String DENIED =
            """
            {"error":{"type":"security_exception",
             "reason":"no permissions for [indices:data/write/bulk]"},"status":403}\
            """;
    private static final String BUSY =
            """
            {"error":{"type":"opensearch_rejected_execution_exception",
             "reason":"rejected execution of coordinating operation"},"status":429}\
            """;

    private final OpenSearchServer server;
    private final Gateway gateway;

    OpenSearchTarget() throws Exception {
        server = OpenSearchServer.started();
        gateway = Gateway.before(server.url());
    }

    OpenSearchServer server() {
        return server;
    }

    Gateway gateway() {
        return gateway;
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(gateway.address());
    }

    @Override
    public List<StoredEvent> stored() throws Exception {
        var stored = new ArrayList<StoredEvent>();
        for (JsonNode hit : documents()) {
            JsonNode document = hit.get("_source");
            stored.add(
                    new StoredEvent(
                            document.get("id").asString(),
                            Optional.of(document.get("event").toString())));
        }
        return stored;
    }

    @Override
    public List<String> seen() throws Exception {
        return documents().stream().map(JsonNode::toString).toList();
    }

    /** Every document with its index and id, in the order of the positions. */
    List<JsonNode> documents() throws Exception {
        server.ask("POST", "/headrace-*/_refresh", "");
        var documents = new ArrayList<JsonNode>();
        String after = "";
        while (true) {
            String page =
                    server.ask(
                            "POST",
                            "/headrace-*/_search",
                            """
                            {"size":2000,"sort":["position","id"],"query":{"match_all":{}}%s}\
                            """
                                    .formatted(after));
            JsonNode hits = JSON.readTree(page).get("hits").get("hits");
            if (hits.isEmpty()) {
                return documents;
            }
            hits.forEach(documents::add);
            after = ",\"search_after\":" + hits.get(hits.size() - 1).get("sort");
        }
    }

    @Override
    public void clear() throws Exception {
        server.ask("DELETE", "/headrace-*?expand_wildcards=all", "");
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(
                Trouble.FULL, this::blocked,
                Trouble.DENIED, () -> gateway.answering(Gateway.Reply.of(403, DENIED)),
                Trouble.THROTTLED, () -> gateway.answering(Gateway.Reply.of(429, BUSY)));
    }

    private AutoCloseable blocked() throws Exception {
        setBlock("true");
        return () -> setBlock("null");
    }

    private void setBlock(String value) throws Exception {
        server.ask(
                "PUT",
                "/_cluster/settings",
                "{\"transient\":{\"cluster.blocks.read_only_allow_delete\":" + value + "}}");
    }

    @Override
    public void close() {
        gateway.close();
    }
}
