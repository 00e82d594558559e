package dev.headrace.plugin.influxdb;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Against Debian's InfluxDB 1.6.7. */
@Tag("real-server")
class InfluxdbConformanceIT extends SinkContract {

    @Override
    protected SinkProvider provider() {
        return new InfluxdbSinkProvider();
    }

    @Override
    protected Target start() throws Exception {
        return new RealInflux(InfluxServer.start());
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        Map<String, String> config = ((RealInflux) target).server().config(address.orElseThrow());
        config.put("timeout", "10s");
        return config;
    }

    /** Keeps the id and the whole event, so that the checks find both again. */
    @Override
    protected StreamContract stream() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event_id", Map.of("at", "$id", "type", "string"));
        fields.put("event", Map.of("at", "$event", "type", "string"));
        fields.put("n", Map.of("at", "/n", "type", "integer"));
        return WebEvents.with(
                super.stream(), Map.of("tags", Map.of("who", "$principal/name"), "fields", fields));
    }

    /** A whole number, as the schema wants it, but none that InfluxDB could hold. */
    @Override
    protected Optional<String> poison() {
        return Optional.of("{\"n\":123456789012345678901234567890,\"text\":\"x\"}");
    }

    /** The server as the kit sees it. */
    private record RealInflux(InfluxServer server) implements Target {

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(server.address());
        }

        @Override
        public List<StoredEvent> stored() {
            return server.rows("SELECT event_id, event FROM /.*/").stream()
                    .map(row ->
                            new StoredEvent(
                                    row.getOrDefault("event_id", ""),
                                    Optional.ofNullable(row.get("event"))))
                    .toList();
        }

        @Override
        public List<String> seen() {
            return server.rows("SELECT * FROM /.*/").stream().map(Object::toString).toList();
        }

        @Override
        public void clear() {
            server.query("DROP DATABASE " + InfluxServer.DATABASE);
            server.makeDatabase(InfluxServer.DATABASE);
        }

        @Override
        public Map<Trouble, Switch> troubles() {
            return Map.of(
                    Trouble.DENIED,
                    () -> {
                        server.query(
                                "REVOKE WRITE ON "
                                        + InfluxServer.DATABASE
                                        + " FROM "
                                        + InfluxServer.USER);
                        return () -> server.makeDatabase(InfluxServer.DATABASE);
                    },
                    Trouble.DOWN,
                    server::down);
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
