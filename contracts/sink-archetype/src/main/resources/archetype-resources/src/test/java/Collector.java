package ${package};

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small real target: keeps each batch that is put to it as a file, forced to disk. */
public final class Collector implements AutoCloseable {

    private static final String ROOT = "/batches";

    private final Path folder;
    private final Optional<String> token;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int trouble;

    /** Port 0 means any that is free. */
    public Collector(int port, Path folder, Optional<String> token) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.token = token;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(ROOT, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Arguments: port and folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        new Collector(Integer.parseInt(arguments[0]), folder, Optional.empty());
        System.out.println("collects in " + folder);
        Thread.currentThread().join();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Answers everything with this status; 0 ends it. */
    void answer(int status) {
        trouble = status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String name = exchange.getRequestURI().getPath().substring(ROOT.length());
            exchange.sendResponseHeaders(status(exchange, name, body), -1);
        }
    }

    private int status(HttpExchange exchange, String name, byte[] body) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (token.isPresent() && !("Bearer " + token.get()).equals(given)) {
            return 401;
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return trouble == 403 ? 403 : 200;
        }
        if (trouble != 0) {
            return trouble;
        }
        if (!name.matches("/[A-Za-z0-9._-]+")) {
            return 404;
        }
        store(name.substring(1), body);
        return 204;
    }

    private void store(String name, byte[] body) throws IOException {
        Path unfinished = Files.createTempFile(folder, ".", "");
        Files.write(unfinished, body);
        try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(unfinished, folder.resolve(name + ".ndjson"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
