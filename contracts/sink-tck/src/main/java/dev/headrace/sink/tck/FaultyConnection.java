package dev.headrace.sink.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One connection through a {@link FaultProxy}: a pump for each direction. */
final class FaultyConnection {

    private static final int PIECE = 16 << 10;
    private static final int APART = 8;
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private enum Direction {
        REQUEST,
        ANSWER
    }

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final Queue<Thread> pumps = new ConcurrentLinkedQueue<>();
    private volatile boolean spoilt;

    FaultyConnection(FaultProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    /** Connects to the target, which a half-open network only pretends to do. */
    void start(InetSocketAddress target) {
        pumps.add(Thread.ofVirtual().start(() -> connect(target)));
    }

    private void connect(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            if (isBroken()) {
                swallow();
                return;
            }
            server.connect(target, Math.toIntExact(CONNECT.toMillis()));
            server.setTcpNoDelay(true);
            pumps.add(Thread.ofVirtual().start(() -> pump(server, client, Direction.ANSWER)));
            pump(client, server, Direction.REQUEST);
        } catch (IOException e) {
            reset();
        }
    }

    /** Whether it will never work again, though it is open. */
    boolean isSpoilt() {
        return spoilt;
    }

    private void pump(Socket from, Socket to, Direction direction) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (direction == Direction.REQUEST) {
                    proxy.count(count);
                }
                if (isBroken()) {
                    continue;
                }
                pass(piece, count, out, direction);
            }
            end();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the proxy", e);
        }
    }

    private void pass(byte[] piece, int count, OutputStream out, Direction direction)
            throws IOException, InterruptedException {
        switch (proxy.fault()) {
            case Fault.None none -> out.write(piece, 0, count);
            case Fault.Latency(Duration time) -> {
                Thread.sleep(time);
                out.write(piece, 0, count);
            }
            case Fault.Bytewise bytewise -> bytewise(piece, count, out, direction);
            case Fault.Drip(Duration perByte) -> drip(piece, count, out, direction, perByte);
            case Fault.ResetInRequest reset -> {
                out.write(piece, 0, count / 2);
                throw new IOException("reset in the request");
            }
            case Fault.ResetInAnswer reset -> {
                if (direction == Direction.ANSWER) {
                    throw new IOException("reset in the answer");
                }
                out.write(piece, 0, count);
            }
            case Fault.HalfOpen halfOpen -> spoilt = true;
            case Fault.Away away -> throw new IOException("away");
        }
    }

    private static void bytewise(byte[] piece, int count, OutputStream out, Direction direction)
            throws IOException, InterruptedException {
        for (int at = 0; at < count; at++) {
            out.write(piece, at, 1);
            if (direction == Direction.ANSWER && at < APART) {
                Thread.sleep(PAUSE); // else the system puts them together again
            }
        }
    }

    private void drip(
            byte[] piece, int count, OutputStream out, Direction direction, Duration perByte)
            throws IOException, InterruptedException {
        for (int at = 0; at < count; at++) {
            if (direction == Direction.ANSWER && proxy.fault() instanceof Fault.Drip) {
                Thread.sleep(perByte);
            }
            if (isBroken()) {
                return;
            }
            out.write(piece, at, 1);
        }
    }

    private boolean isBroken() {
        if (proxy.fault() instanceof Fault.HalfOpen) {
            spoilt = true;
        }
        return spoilt;
    }

    private void swallow() throws IOException {
        InputStream in = client.getInputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            proxy.count(count);
        }
        end();
    }

    /** Ends both sides as one of them has ended. */
    private void end() {
        proxy.forget(this);
        close(client);
        close(server);
    }

    /** Ends both sides with a reset. */
    void reset() {
        proxy.forget(this);
        reset(client);
        reset(server);
    }

    /** Waits until its threads have let go of the sockets: only then the system closes them. */
    void awaitEnd() {
        for (Thread pump : pumps) {
            try {
                pump.join(CONNECT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            close(socket); // closed already
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
