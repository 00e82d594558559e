package dev.headrace.plugin.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Makes sockets on top of channels: a thread that is interrupted while it connects, reads or writes
 * gets an exception at once and the connection is closed, where an ordinary socket would go on
 * waiting. Public because the driver makes it by its name.
 */
public final class InterruptibleSockets extends SocketFactory {

    /** The driver passes its properties; none matters here. */
    public InterruptibleSockets(Properties ignored) {}

    @Override
    public Socket createSocket() throws IOException {
        return SocketChannel.open().socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private static Socket connected(InetSocketAddress remote) throws IOException {
        return SocketChannel.open(remote).socket();
    }

    private static Socket connected(InetSocketAddress remote, InetSocketAddress local)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(local).connect(remote);
            return channel.socket();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
