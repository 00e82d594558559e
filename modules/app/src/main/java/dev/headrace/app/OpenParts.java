package dev.headrace.app;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is open, so that it can be closed: last opened first, and one failure stops no other. */
final class OpenParts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OpenParts.class.getName());

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closing) {}

    /** Remembers a part that was just opened. */
    synchronized <T extends AutoCloseable> T opened(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /** Closes everything; a second call finds nothing. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closing().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.WARNING, part.name() + " did not close cleanly", e);
            }
        }
    }
}
