package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A storage that hands everything on; mutants override what they get wrong. */
class Wrapped implements Storage {

    private final Storage real;

    Wrapped(Storage real) {
        this.real = real;
    }

    /** What happens instead of a force. */
    void force(String path, StorageFile file) throws IOException {
        file.force();
    }

    /** What happens instead of a read. */
    int read(String path, StorageFile file, ByteBuffer into, long offset) throws IOException {
        return file.read(into, offset);
    }

    /** What happens instead of a write. */
    void write(String path, StorageFile file, ByteBuffer from, long offset) throws IOException {
        file.write(from, offset);
    }

    @Override
    public void makeFolder(String path) throws IOException {
        real.makeFolder(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return real.list(folder);
    }

    @Override
    public boolean exists(String path) {
        return real.exists(path);
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return new WrappedFile(path, real.open(path));
    }

    @Override
    public StorageFile create(String path) throws IOException {
        return new WrappedFile(path, real.create(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        real.delete(path);
    }

    @Override
    public void forceFolder(String path) throws IOException {
        real.forceFolder(path);
    }

    @Override
    public long usableBytes() throws IOException {
        return real.usableBytes();
    }

    private final class WrappedFile implements StorageFile {

        private final String path;
        private final StorageFile file;

        WrappedFile(String path, StorageFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return Wrapped.this.read(path, file, into, offset);
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            Wrapped.this.write(path, file, from, offset);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            Wrapped.this.force(path, file);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
