package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the engine of ClickHouse 26; its HTTP interface is a shim of ours. */
@Tag("real-server")
class ClickhouseConformanceIT extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return new ClickhouseSinkProvider();
    }

    @Override
    protected Target start() throws Exception {
        return new Engine(ClickhouseServer.start());
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config = ((Engine) target).server().config(address.orElseThrow());
        config.put("timeout", "20s");
        config.put("max-records", "5000");
        config.put("max-bytes", "4MiB");
        return config;
    }

    /** The engine as the kit sees it. */
    private record Engine(ClickhouseServer server) implements Target {

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(server.address());
        }

        @Override
        public List<StoredEvent> stored() {
            var stored = new ArrayList<StoredEvent>();
            for (String table : server.lines("SHOW TABLES FROM " + ClickhouseServer.DATABASE)) {
                String select = "SELECT event_id, event_json FROM %s.`%s` FORMAT JSONEachRow";
                for (String line :
                        server.lines(select.formatted(ClickhouseServer.DATABASE, table))) {
                    JsonNode row = JsonMapper.shared().readTree(line);
                    stored.add(
                            new StoredEvent(
                                    row.path("event_id").asString(),
                                    Optional.of(row.path("event_json").asString())));
                }
            }
            return stored;
        }

        @Override
        public List<String> seen() {
            return server.lines("SHOW TABLES FROM " + ClickhouseServer.DATABASE).stream()
                    .map(table ->
                            "SELECT * FROM %s.`%s` FORMAT JSONEachRow"
                                    .formatted(ClickhouseServer.DATABASE, table))
                    .flatMap(select -> server.lines(select).stream())
                    .toList();
        }

        @Override
        public void clear() {
            server.clear();
        }

        @Override
        public Map<Trouble, Switch> troubles() {
            return Map.of(
                    Trouble.DENIED, () -> server.trouble("denied"),
                    Trouble.THROTTLED, () -> server.trouble("throttled"),
                    Trouble.FULL, () -> server.trouble("full"),
                    Trouble.DOWN, server::down);
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
