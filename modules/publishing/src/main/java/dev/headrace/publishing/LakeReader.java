package dev.headrace.publishing;

import dev.headrace.sink.Lake;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a lake with its plugin's class loader in the context. For one thread at a time. */
final class LakeReader implements AutoCloseable {

    private final Lakes.Found found;

    LakeReader(Lakes lakes, String place) {
        this.found = lakes.find(place);
    }

    void list(Lake.Selection selection, Consumer<Lake.StoredObject> objects)
            throws SinkException, InterruptedException {
        ClassLoader before = enter();
        try {
            found.lake().list(selection, objects);
        } finally {
            leave(before);
        }
    }

    InputStream read(String name) throws IOException, SinkException, InterruptedException {
        ClassLoader before = enter();
        try {
            return found.lake().read(name);
        } finally {
            leave(before);
        }
    }

    @Override
    public void close() {
        ClassLoader before = enter();
        try {
            found.lake().close();
        } finally {
            leave(before);
        }
    }

    private ClassLoader enter() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(found.plugin());
        return before;
    }

    private static void leave(ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
