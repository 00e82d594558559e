package dev.headrace.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP connection that says exactly what a test wants, well-formed or not. */
final class RawSocket implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
    }

    RawSocket send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    RawSocket endOfOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** One line of what comes, and the empty line behind it. */
    String hearLine(Duration atMost) throws IOException {
        socket.setSoTimeout((int) atMost.toMillis());
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        while (!line.toString().endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new java.io.EOFException("closed after: " + line);
            }
            line.append((char) read);
        }
        return line.toString();
    }

    /** What came until the peer closed or the time was over. */
    Heard hear(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        var heard = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return new Heard(heard.toString(StandardCharsets.ISO_8859_1), false);
                }
                socket.setSoTimeout((int) left);
                int read = in.read(buffer);
                if (read < 0) {
                    return new Heard(heard.toString(StandardCharsets.ISO_8859_1), true);
                }
                heard.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException e) {
            return new Heard(heard.toString(StandardCharsets.ISO_8859_1), false);
        } catch (SocketException e) {
            return new Heard(heard.toString(StandardCharsets.ISO_8859_1), true);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * What a server said.
     *
     * @param text everything, also of several answers
     * @param closed whether it closed the connection
     */
    record Heard(String text, boolean closed) {

        /** How many answers. */
        int answers() {
            return (int) STATUS.matcher(text).results().count();
        }

        /** The status of the first answer, or 0. */
        int status() {
            Matcher first = STATUS.matcher(text);
            return first.find() ? Integer.parseInt(first.group(1)) : 0;
        }
    }
}
