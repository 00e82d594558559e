package dev.headrace.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A keep-alive connection: sends a request's bytes as they are. For one thread. */
final class Connection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final AnswerReader answers;

    Connection(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(server, (int) PATIENCE.toMillis());
        out = socket.getOutputStream();
        answers = new AnswerReader(socket.getInputStream());
    }

    /** Sends a request and waits for its answer. */
    Answer exchange(byte[] request) throws IOException {
        out.write(request);
        return answers.next();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
