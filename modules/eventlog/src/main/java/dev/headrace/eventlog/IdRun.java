package dev.headrace.eventlog;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One run of ids on disk, sorted by hash; its filter and the first hash of each block are in
 * memory. Safe for use by any number of threads.
 */
final class IdRun implements Closeable {

    private final String path;
    private final StorageFile file;
    private final RunFormat.Header header;
    private final long[] firstHashes;
    private final IdFilter filter;
    private volatile boolean closed;

    IdRun(
            String path,
            StorageFile file,
            RunFormat.Header header,
            long[] firstHashes,
            IdFilter filter) {
        this.path = path;
        this.file = file;
        this.header = header;
        this.firstHashes = firstHashes;
        this.filter = filter;
    }

    /**
     * Opens a run.
     *
     * @throws IOException also when it is damaged
     */
    static IdRun open(Storage storage, String path) throws IOException {
        StorageFile file = storage.open(path);
        boolean opened = false;
        try {
            IdRun run = read(path, file);
            opened = true;
            return run;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static IdRun read(String path, StorageFile file) throws IOException {
        byte[] first = bytes(file, 0, RunFormat.HEADER_BYTES);
        RunFormat.Header header =
                RunFormat.Header.from(first)
                        .orElseThrow(() -> new IOException("the header is damaged"));
        if (header.fileBytes() > file.size()) {
            throw new IOException("the file is too short");
        }
        int length = header.tailBytes();
        byte[] rest = bytes(file, header.tailAt(), length + Integer.BYTES);
        ByteBuffer tail = ByteBuffer.wrap(rest);
        if (tail.getInt(length) != RunFormat.checksum(rest, 0, length)) {
            throw new IOException("the filter is damaged");
        }
        long[] hashes = new long[header.blocks()];
        tail.asLongBuffer().get(hashes);
        long[] words = new long[header.filterWords()];
        tail.position(Long.BYTES * header.blocks()).asLongBuffer().get(words);
        return new IdRun(path, file, header, hashes, IdFilter.of(words));
    }

    RunSpan span() {
        return header.span();
    }

    String path() {
        return path;
    }

    long seed() {
        return header.seed();
    }

    long entries() {
        return header.entries();
    }

    /** The bytes on disk. */
    long bytes() {
        return header.fileBytes();
    }

    /** The bytes in memory. */
    long memoryBytes() {
        return Long.BYTES * ((long) firstHashes.length + filter.words().length);
    }

    boolean mayHave(long hash) {
        return filter.mayHave(hash);
    }

    /** Whether nobody should read from it any more, because it was given up. */
    boolean isClosed() {
        return closed;
    }

    /** Looks on disk. */
    Optional<AcceptedId> find(ScopedId id) throws IOException {
        for (int block = firstBlockOf(id.hash());
                block < firstHashes.length
                        && Long.compareUnsigned(firstHashes[block], id.hash()) <= 0;
                block++) {
            Optional<AcceptedId> found = findIn(readBlock(block), id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The block before the first one that begins at or behind a hash: it may end with it. */
    private int firstBlockOf(long hash) {
        int low = 0;
        int high = firstHashes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(firstHashes[middle], hash) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    private Optional<AcceptedId> findIn(byte[] bytes, ScopedId id) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        int at = RunFormat.BLOCK_HEADER_BYTES;
        for (int i = block.getInt(Integer.BYTES); i > 0; i--) {
            int idAt = at + RunFormat.ENTRY_BYTES;
            int end = idAt + ScopedId.length(block.get(idAt));
            if (block.getLong(at) == id.hash()
                    && Arrays.equals(bytes, idAt, end, id.bytes(), 0, id.bytes().length)
                    && scope(block.getInt(idAt - Integer.BYTES)).equals(id.scope().text())) {
                return Optional.of(accepted(block, at));
            }
            at = end;
        }
        return Optional.empty();
    }

    private static AcceptedId accepted(ByteBuffer block, int at) {
        return new AcceptedId(
                block.getLong(at + 8),
                new ContentDigest(block.getLong(at + 16), block.getLong(at + 24)));
    }

    private byte[] readBlock(int block) throws IOException {
        long at = RunFormat.HEADER_BYTES + (long) block * RunFormat.BLOCK_BYTES;
        byte[] bytes = bytes(file, at, RunFormat.BLOCK_BYTES);
        int crc = RunFormat.checksum(bytes, Integer.BYTES, RunFormat.BLOCK_BYTES - Integer.BYTES);
        if (ByteBuffer.wrap(bytes).getInt(0) != crc) {
            throw new IOException("the block at " + at + " is damaged");
        }
        return bytes;
    }

    private String scope(int place) throws IOException {
        long at = header.scopesAt() + place;
        ByteBuffer fixed = ByteBuffer.wrap(bytes(file, at, RunFormat.SCOPE_HEADER_BYTES));
        int length = fixed.getInt(Integer.BYTES);
        if (length < 0 || length > header.scopeBytes()) {
            throw new IOException("the scope at " + at + " is damaged");
        }
        byte[] text = bytes(file, at + RunFormat.SCOPE_HEADER_BYTES, length);
        if (RunFormat.checksum(text, 0, length) != fixed.getInt(0)) {
            throw new IOException("the scope at " + at + " is damaged");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(StorageFile file, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (file.read(ByteBuffer.wrap(bytes), at) < length) {
            throw new IOException("the file ends before offset " + (at + length));
        }
        return bytes;
    }

    /** All entries in order, read block by block, to be written into a larger run. */
    Cursor cursor() {
        return new Cursor();
    }

    /** For one thread. */
    final class Cursor implements Iterator<IdEntry> {

        private final Map<Integer, String> scopes = new HashMap<>();
        private byte[] bytes = {};
        private ByteBuffer block = ByteBuffer.wrap(bytes);
        private int next;
        private int left;
        private int at;

        private Cursor() {}

        @Override
        public boolean hasNext() {
            return left > 0 || next < firstHashes.length;
        }

        /**
         * The next entry.
         *
         * @throws UncheckedIOException when the run cannot be read
         */
        @Override
        public IdEntry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                return read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private IdEntry read() throws IOException {
            if (left == 0) {
                bytes = readBlock(next++);
                block = ByteBuffer.wrap(bytes);
                left = block.getInt(Integer.BYTES);
                at = RunFormat.BLOCK_HEADER_BYTES;
            }
            int idAt = at + RunFormat.ENTRY_BYTES;
            int end = idAt + ScopedId.length(block.get(idAt));
            IdEntry entry =
                    new IdEntry(
                            block.getLong(at),
                            knownScope(block.getInt(idAt - Integer.BYTES)),
                            Arrays.copyOfRange(bytes, idAt, end),
                            accepted(block, at));
            at = end;
            left--;
            return entry;
        }

        private String knownScope(int place) throws IOException {
            String known = scopes.get(place);
            if (known == null) {
                known = scope(place);
                if (scopes.size() >= 1 << 16) {
                    scopes.clear();
                }
                scopes.put(place, known);
            }
            return known;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
