package dev.headrace.sink.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A small store with a protocol of lines, for the sinks of the zoo.
 *
 * <p>{@code HELLO token} gives {@code OK} or {@code STRANGER}. {@code PUT n} or {@code STAGE n} and
 * n lines of an event's deduplication key, id and JSON (each in base64) give {@code FULL}, {@code
 * DENIED}, {@code SLOW}, {@code LARGE}, or a letter for each event: {@code D}elivered, {@code
 * R}efused for good, {@code T}oo large, {@code L}ater. What was staged counts a moment later, with
 * the next line of its connection or with its orderly end; it is gone when the connection is lost.
 */
final class Depot implements Target {

    static final String TOKEN = "depot-token-4711";
    static final int MOST_RECORDS = 500;
    static final int MOST_BYTES = 4 << 20;
    static final int MOST_RECORD_BYTES = 3 << 20;

    private static final Duration STAGED_FOR = Duration.ofMillis(300);

    private final ServerSocket door;
    private final Map<String, StoredEvent> events = new LinkedHashMap<>();
    private final AtomicReference<Optional<Trouble>> trouble =
            new AtomicReference<>(Optional.empty());

    Depot() throws IOException {
        door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                client.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                continue; // closed
            }
        }
    }

    private void serve(Socket client) {
        var staged = Collections.synchronizedMap(new LinkedHashMap<String, StoredEvent>());
        try (client;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = client.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                keep(staged);
                String answer = answer(line, in, staged);
                out.write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
                if (!staged.isEmpty()) {
                    Thread.ofVirtual().start(() -> keepLater(staged));
                }
            }
            keep(staged);
        } catch (IOException e) {
            forget(staged); // the connection was lost
        }
    }

    private void keepLater(Map<String, StoredEvent> staged) {
        LockSupport.parkNanos(STAGED_FOR.toNanos());
        keep(staged);
    }

    private synchronized void forget(Map<String, StoredEvent> staged) {
        staged.clear();
    }

    private String answer(String line, BufferedReader in, Map<String, StoredEvent> staged)
            throws IOException {
        String[] words = line.split(" ");
        return switch (words[0]) {
            case "HELLO" -> words[1].equals(TOKEN) ? "OK" : "STRANGER";
            case "PUT" -> {
                var taken = new LinkedHashMap<String, StoredEvent>();
                String answer = take(lines(in, Integer.parseInt(words[1])), taken);
                keep(taken);
                yield answer;
            }
            case "STAGE" -> take(lines(in, Integer.parseInt(words[1])), staged);
            default -> "OK";
        };
    }

    private static List<String> lines(BufferedReader in, int count) throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the client has gone in the middle");
            }
            lines.add(line);
        }
        return lines;
    }

    private String take(List<String> lines, Map<String, StoredEvent> taken) {
        Optional<Trouble> now = trouble.get();
        if (now.isPresent() && now.get() != Trouble.PARTLY) {
            return switch (now.get()) {
                case FULL -> "FULL";
                case DENIED -> "DENIED";
                default -> "SLOW";
            };
        }
        var answer = new StringBuilder();
        long bytes = 0;
        for (String line : lines) {
            String[] parts = line.split("\t");
            String json = text(parts[2]);
            bytes += json.length();
            boolean later = now.isPresent() && answer.length() % 2 == 1;
            char letter = later ? 'L' : letter(json);
            if (letter == 'D') {
                taken.put(text(parts[0]), new StoredEvent(text(parts[1]), Optional.of(json)));
            }
            answer.append(letter);
        }
        if (lines.size() > MOST_RECORDS || bytes > MOST_BYTES + MOST_RECORD_BYTES) {
            taken.clear();
            return "LARGE";
        }
        return answer.toString();
    }

    private static char letter(String json) {
        if (json.contains("\"poison\":true")) {
            return 'R';
        }
        return json.length() > MOST_RECORD_BYTES ? 'T' : 'D';
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private synchronized void keep(Map<String, StoredEvent> taken) {
        taken.forEach(events::putIfAbsent);
        taken.clear();
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(new InetSocketAddress(door.getInetAddress(), door.getLocalPort()));
    }

    @Override
    public synchronized List<StoredEvent> stored() {
        return List.copyOf(events.values());
    }

    @Override
    public synchronized void clear() {
        events.clear();
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(
                Trouble.FULL, () -> begin(Trouble.FULL),
                Trouble.DENIED, () -> begin(Trouble.DENIED),
                Trouble.THROTTLED, () -> begin(Trouble.THROTTLED),
                Trouble.PARTLY, () -> begin(Trouble.PARTLY));
    }

    private AutoCloseable begin(Trouble next) {
        trouble.set(Optional.of(next));
        return () -> trouble.set(Optional.empty());
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
