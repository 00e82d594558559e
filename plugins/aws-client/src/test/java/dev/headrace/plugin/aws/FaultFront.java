package dev.headrace.plugin.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Stands before a server and hands bytes through, so that signatures hold; answers some requests
 * itself, as a target in trouble would. Looks at the first request of each connection only, and
 * makes every connection carry one request.
 */
public final class FaultFront implements AutoCloseable {

    private final int behind;
    private final ServerSocket socket;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Optional<Fault> fault = Optional.empty();

    /**
     * What goes wrong.
     *
     * @param request whether a request, by its head, is met by it
     * @param status the answer's status; 0 hangs up
     */
    record Fault(Predicate<String> request, int status, String code) {}

    public FaultFront(int behind) throws IOException {
        this.behind = behind;
        this.socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Answers every request with an error from now on; closing what it gives ends that. */
    public AutoCloseable always(int status, String code) {
        return when(head -> true, status, code);
    }

    public AutoCloseable when(Predicate<String> request, int status, String code) {
        fault = Optional.of(new Fault(request, status, code));
        hangUp();
        return () -> fault = Optional.empty();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] head = head(client.getInputStream());
            if (head.length == 0) {
                return;
            }
            String text = new String(head, StandardCharsets.ISO_8859_1);
            Optional<Fault> met = fault.filter(one -> one.request().test(text));
            if (met.isPresent()) {
                answer(client, met.get());
            } else {
                handThrough(client, head);
            }
        } catch (IOException e) {
            // The test has seen it.
        } finally {
            connections.remove(client);
        }
    }

    private void handThrough(Socket client, byte[] head) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            connections.add(server);
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            server.getOutputStream().write(closing(head));
            copy(client, server);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request a connection; the header is not signed. */
    private static byte[] closing(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1)
                .replaceFirst("(?i)\r\nconnection: keep-alive\r\n", "\r\nConnection: close\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(to);
        }
    }

    private static void answer(Socket client, Fault fault) throws IOException {
        if (fault.status() == 0) {
            return;
        }
        String body =
                "<?xml version=\"1.0\"?><Error><Code>"
                        + fault.code()
                        + "</Code><Message>said the front</Message></Error>";
        OutputStream out = client.getOutputStream();
        out.write(
                ("HTTP/1.1 %d Trouble\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
                                + "Connection: close\r\n\r\n%s")
                        .formatted(fault.status(), body.length(), body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                return new byte[0];
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    private void hangUp() {
        connections.forEach(FaultFront::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        hangUp();
    }
}
