package dev.headrace.sink.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A TCP proxy on this machine, between a sink and its target, that does what networks do. Safe for
 * use by several threads; its own threads are virtual.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket door;
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private volatile Fault fault = new Fault.None();
    private volatile InetSocketAddress target;

    private FaultProxy(ServerSocket door) {
        this.door = door;
        this.target = new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /**
     * Opens a port of this machine; nothing goes further before {@link #leadTo} was called. For
     * targets that must know at their start under which address clients see them.
     */
    public static FaultProxy listen() {
        try {
            var door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
            var proxy = new FaultProxy(door);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy before a target. */
    public static FaultProxy before(InetSocketAddress target) {
        return listen().leadTo(target);
    }

    /** Where new connections go from now on. */
    public FaultProxy leadTo(InetSocketAddress address) {
        this.target = address;
        return this;
    }

    /** Where clients reach it. */
    public InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /** What happens to all data from now on; connections that a fault has spoilt are cut. */
    public void set(Fault next) {
        fault = next;
        boolean cutsAll = next instanceof Fault.Away;
        cut(connection -> cutsAll || connection.isSpoilt());
    }

    /** Resets every connection there is. */
    public void cut() {
        cut(connection -> true);
    }

    private void cut(Predicate<FaultyConnection> which) {
        List<FaultyConnection> found = connections.stream().filter(which).toList();
        found.forEach(FaultyConnection::reset);
        found.forEach(FaultyConnection::awaitEnd);
    }

    /** How many connections clients have open. */
    public int connections() {
        return connections.size();
    }

    /** How many connections there were so far, those that have ended too. */
    long accepted() {
        return accepted.get();
    }

    /** How many bytes clients have sent so far. */
    public long sent() {
        return sent.get();
    }

    Fault fault() {
        return fault;
    }

    void count(int bytes) {
        sent.addAndGet(bytes);
    }

    void forget(FaultyConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                take(door.accept());
            } catch (IOException e) {
                continue; // the door was closed, or one client has gone already
            }
        }
    }

    private void take(Socket client) throws IOException {
        accepted.incrementAndGet();
        if (fault instanceof Fault.Away) {
            FaultyConnection.reset(client);
            return;
        }
        var connection = new FaultyConnection(this, client);
        connections.add(connection);
        connection.start(target);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
