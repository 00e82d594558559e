package dev.headrace.sink.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headrace.sink.SinkTraits;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sink's target in a process of its own, for tests that bring many sinks together: each plugin's
 * test class path would clash with the next one's.
 *
 * <p>Argument: the name of a class that extends {@link SinkContract}. It starts the target, prints
 * {@code target-ready URL}, answers {@code GET /config} (the sink's settings, JSON), {@code GET
 * /hints} (what the stream's contract says to this sink, JSON), {@code GET /idempotency}, {@code
 * GET /stored} (the ids that a reader sees, a line each), {@code GET /seen} (everything that a
 * reader sees, a JSON array of {@link Target#seen}), {@code POST /trouble/DOWN} and {@code POST
 * /trouble/end}, and ends with its standard input.
 */
public final class TargetMain {

    private final SinkContract contract;
    private final Target target;
    private final AtomicReference<Optional<AutoCloseable>> trouble =
            new AtomicReference<>(Optional.empty());

    private TargetMain(SinkContract contract, Target target) {
        this.contract = contract;
        this.target = target;
    }

    @SuppressWarnings("SystemOut") // how the starter learns the address
    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName(arguments[0]);
        giveFolders(type);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        SinkContract contract = (SinkContract) constructor.newInstance();
        try (Target target = contract.start()) {
            var main = new TargetMain(contract, target);
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", main::answer);
            server.start();
            System.out.println(
                    "target-ready http://127.0.0.1:" + server.getAddress().getPort() + "/");
            System.in.transferTo(OutputStream.nullOutputStream());
            server.stop(0);
        }
    }

    /** What JUnit would give the class before it starts. */
    private static void giveFolders(Class<?> type) throws IOException, IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class)) {
                field.setAccessible(true);
                field.set(null, Files.createTempDirectory("headrace-target"));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body;
        int status = 200;
        try {
            body = body(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        } catch (Exception e) {
            status = 500;
            body = e.toString().getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String body(String path) throws Exception {
        return switch (path) {
            case "/config" -> json(new TreeMap<>(contract.config(target, target.address())));
            case "/hints" -> json(contract.stream().hints());
            case "/idempotency" -> idempotency().name();
            case "/stored" -> stored();
            case "/seen" -> json(target.seen());
            case "/trouble/end" -> {
                end();
                yield "ended";
            }
            case String begin when begin.startsWith("/trouble/") -> {
                begin(Target.Trouble.valueOf(begin.substring("/trouble/".length())));
                yield "begun";
            }
            default -> throw new IllegalArgumentException("no such path");
        };
    }

    private SinkTraits.Idempotency idempotency() {
        Map<String, String> config = contract.config(target, target.address());
        return contract.provider()
                .create(contract.provider().config().parse(config))
                .traits()
                .idempotency();
    }

    private String stored() throws Exception {
        List<StoredEvent> stored = target.stored();
        var lines = new StringBuilder(stored.size() * 32);
        stored.forEach(one -> lines.append(one.id()).append('\n'));
        return lines.toString();
    }

    private void begin(Target.Trouble kind) throws Exception {
        Target.Switch way = target.troubles().get(kind);
        if (way == null) {
            throw new IllegalArgumentException("this target cannot be made " + kind);
        }
        trouble.set(Optional.of(way.on()));
    }

    private void end() throws Exception {
        Optional<AutoCloseable> begun = trouble.getAndSet(Optional.empty());
        if (begun.isPresent()) {
            begun.get().close();
        }
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
