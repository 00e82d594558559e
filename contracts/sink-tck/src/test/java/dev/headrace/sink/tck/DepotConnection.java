package dev.headrace.sink.tck;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection to a {@link Depot}; an interrupt closes it. For one thread at a time. */
class DepotConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(4096).flip();

    DepotConnection(SocketChannel channel) {
        this.channel = channel;
    }

    static DepotConnection to(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new DepotConnection(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (byte next = next(); next != '\n'; next = next()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private byte next() throws IOException {
        if (!input.hasRemaining()) {
            input.clear();
            int count = channel.read(input);
            input.flip();
            if (count < 0) {
                throw new EOFException("the depot has hung up");
            }
        }
        return input.get();
    }

    /** What one single read gives. */
    String piece() throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(4096);
        if (channel.read(piece) < 0) {
            throw new EOFException("the depot has hung up");
        }
        return StandardCharsets.US_ASCII.decode(piece.flip()).toString().strip();
    }

    /** A line that no interrupt hurries. */
    String lineWhateverHappens() throws IOException {
        channel.configureBlocking(false);
        var line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        boolean interrupted = false;
        while (line.indexOf("\n") < 0) {
            one.clear();
            int count = channel.read(one);
            if (count < 0) {
                throw new EOFException("the depot has hung up");
            }
            if (count > 0) {
                line.append((char) one.get(0));
                if (interrupted) {
                    Thread.currentThread().interrupt();
                    throw new java.nio.channels.ClosedByInterruptException();
                }
            } else {
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                interrupted |= Thread.interrupted();
            }
        }
        channel.configureBlocking(true);
        return line.toString().strip();
    }

    /** Whether the other side has gone while nobody looked. */
    boolean isStale() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return count != 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
