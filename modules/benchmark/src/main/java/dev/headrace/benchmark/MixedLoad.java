package dev.headrace.benchmark;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A load of all streams at once. Each thread is all kinds of clients in turn, at random by their
 * weights, over one keep-alive connection to each listener.
 *
 * @param weights how many requests of each stream there are among as many as all together
 * @param threads how many requests can be at work at once
 */
record MixedLoad(Map<MixedStream, Integer> weights, int threads, Pace pace) {

    private static final int TOO_MANY = 429;

    /**
     * What a run achieved.
     *
     * @param elapsed until the last answer
     */
    record Result(Duration elapsed, Map<MixedStream, MixedTally> streams) {}

    /**
     * Sends for a while. A request is taken, or answered 429 because its caller is too fast.
     *
     * @param seed of what the clients do
     * @throws IOException when one is answered otherwise
     */
    Result run(NodeUnderTest node, MixedKeys keys, Duration length, long seed)
            throws IOException, InterruptedException {
        var seeds = new SplittableRandom(seed);
        var running = new ArrayList<Future<Map<MixedStream, MixedTally.Counting>>>();
        var counted = new ArrayList<Map<MixedStream, MixedTally.Counting>>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long start = System.nanoTime();
            Pace.Schedule schedule = pace.start(length);
            for (int i = 0; i < threads; i++) {
                SplittableRandom random = seeds.split();
                running.add(pool.submit(() -> new Sender(node, keys, random).send(schedule)));
            }
            for (Future<Map<MixedStream, MixedTally.Counting>> one : running) {
                counted.add(one.get());
            }
            return new Result(Duration.ofNanos(System.nanoTime() - start), together(counted));
        } catch (ExecutionException e) {
            throw new IOException("the load was not taken", e.getCause());
        }
    }

    private Map<MixedStream, MixedTally> together(
            List<Map<MixedStream, MixedTally.Counting>> threads) {
        var together = new EnumMap<MixedStream, MixedTally>(MixedStream.class);
        for (MixedStream stream : weights.keySet()) {
            together.put(
                    stream,
                    MixedTally.of(
                            threads.stream()
                                    .map(one -> one.getOrDefault(stream, new MixedTally.Counting()))
                                    .toList()));
        }
        return together;
    }

    /** One thread's clients and connections. */
    private final class Sender {

        private final NodeUnderTest node;
        private final SplittableRandom random;
        private final Map<MixedStream, MixedClient> clients = new EnumMap<>(MixedStream.class);
        private final Map<MixedStream, MixedTally.Counting> counts =
                new EnumMap<>(MixedStream.class);
        private final Map<MixedStream.Door, Connection> connections =
                new EnumMap<>(MixedStream.Door.class);

        private Sender(NodeUnderTest node, MixedKeys keys, SplittableRandom random) {
            this.node = node;
            this.random = random;
            Clock clock = Clock.systemUTC();
            var services = new ServiceClients(keys, random, clock);
            var web = new WebClients(random);
            var platform = new PlatformClients(keys, random, clock);
            for (MixedStream stream : MixedStream.values()) {
                clients.put(stream, stream.client(services, web, platform));
            }
        }

        private Map<MixedStream, MixedTally.Counting> send(Pace.Schedule schedule)
                throws IOException {
            try {
                MixedStream stream = pick();
                MixedRequest request = request(stream);
                for (OptionalLong turn = schedule.awaitNext();
                        turn.isPresent();
                        turn = schedule.awaitNext()) {
                    exchange(stream, request, turn.getAsLong());
                    stream = pick();
                    request = request(stream);
                }
                return counts;
            } finally {
                for (Connection connection : connections.values()) {
                    connection.close();
                }
            }
        }

        private MixedRequest request(MixedStream stream) {
            MixedClient client = clients.get(stream);
            if (client == null) {
                throw new IllegalStateException("no client of " + stream);
            }
            return client.next();
        }

        private void exchange(MixedStream stream, MixedRequest request, long from)
                throws IOException {
            Answer answer = connection(stream.door()).exchange(request.bytes());
            var counting = counts.computeIfAbsent(stream, any -> new MixedTally.Counting());
            if (answer.status() == request.taken()) {
                counting.taken(request.events(), Duration.ofNanos(System.nanoTime() - from));
            } else if (answer.status() == TOO_MANY) {
                counting.slowed();
                hangUp(stream.door()); // a refused post may end the connection
            } else {
                throw new IOException(
                        "%s: answered %d: %s"
                                .formatted(stream.stream(), answer.status(), answer.body()));
            }
        }

        private Connection connection(MixedStream.Door door) throws IOException {
            Connection open = connections.get(door);
            if (open == null) {
                open = new Connection(MixedKeys.address(node, door));
                connections.put(door, open);
            }
            return open;
        }

        private void hangUp(MixedStream.Door door) throws IOException {
            Connection open = connections.remove(door);
            if (open != null) {
                open.close();
            }
        }

        private MixedStream pick() {
            int place = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
            for (Map.Entry<MixedStream, Integer> one : weights.entrySet()) {
                place -= one.getValue();
                if (place < 0) {
                    return one.getKey();
                }
            }
            throw new IllegalStateException("the weights do not add up");
        }
    }
}
