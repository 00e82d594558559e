package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Writes one run: to a file without a name first, forced, then renamed, then the folder forced. */
final class RunWriter {

    /** So many scopes are written once only; behind them they begin again. */
    private static final int MOST_SCOPES = 1 << 16;

    private static final int BUFFER_BLOCKS = 64;

    private final StorageFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BLOCKS * RunFormat.BLOCK_BYTES);
    private final ByteBuffer block = ByteBuffer.allocate(RunFormat.BLOCK_BYTES);
    private final FieldWriter scopes = new FieldWriter(4096);
    private final Map<String, Integer> scopePlaces = new HashMap<>();
    private final IdFilter filter;
    private long[] firstHashes = new long[64];
    private int blocks;
    private int inBlock;
    private long entries;
    private long offset = RunFormat.HEADER_BYTES;

    private RunWriter(StorageFile file, long atMost) {
        this.file = file;
        this.filter = IdFilter.ofSize(atMost);
        startBlock();
    }

    /**
     * Writes a run and opens it.
     *
     * @param atMost no fewer than there are entries
     * @param sorted in the order of a run
     */
    static IdRun write(
            Storage storage, RunSpan span, long seed, long atMost, Iterator<IdEntry> sorted)
            throws IOException {
        StorageFile file = storage.create(RunFormat.UNFINISHED);
        boolean written = false;
        try {
            RunWriter writer = new RunWriter(file, atMost);
            RunFormat.Header header = writer.write(span, seed, sorted);
            String path = RunFormat.FOLDER + "/" + span.fileName();
            storage.rename(RunFormat.UNFINISHED, path);
            storage.forceFolder(RunFormat.FOLDER);
            written = true;
            long[] hashes = Arrays.copyOf(writer.firstHashes, writer.blocks);
            return new IdRun(path, file, header, hashes, writer.filter);
        } finally {
            if (!written) {
                file.close();
            }
        }
    }

    private RunFormat.Header write(RunSpan span, long seed, Iterator<IdEntry> sorted)
            throws IOException {
        while (sorted.hasNext()) {
            add(sorted.next());
        }
        endBlock();
        flush();
        var header =
                new RunFormat.Header(
                        span, seed, entries, blocks, scopes.size(), filter.words().length);
        file.write(ByteBuffer.wrap(scopes.array(), 0, scopes.size()), offset);
        writeTail(header);
        file.write(header.toBytes(), 0);
        file.force();
        return header;
    }

    private void add(IdEntry entry) throws IOException {
        if (block.remaining() < RunFormat.ENTRY_BYTES + entry.id().length) {
            endBlock();
        }
        if (inBlock == 0) {
            if (blocks == firstHashes.length) {
                firstHashes = Arrays.copyOf(firstHashes, 2 * blocks);
            }
            firstHashes[blocks] = entry.hash();
        }
        ContentDigest content = entry.accepted().content();
        block.putLong(entry.hash()).putLong(entry.accepted().sequence());
        block.putLong(content.high()).putLong(content.low());
        block.putInt(scopePlace(entry.scope())).put(entry.id());
        filter.add(entry.hash());
        inBlock++;
        entries++;
    }

    private int scopePlace(String scope) {
        Integer known = scopePlaces.get(scope);
        if (known != null) {
            return known;
        }
        if (scopePlaces.size() == MOST_SCOPES) {
            scopePlaces.clear();
        }
        int place = scopes.size();
        byte[] text = scope.getBytes(StandardCharsets.UTF_8);
        scopes.int32(RunFormat.checksum(text, 0, text.length)).int32(text.length);
        scopes.raw(text, 0, text.length);
        scopePlaces.put(scope, place);
        return place;
    }

    private void startBlock() {
        Arrays.fill(block.array(), (byte) 0);
        block.clear().position(RunFormat.BLOCK_HEADER_BYTES);
        inBlock = 0;
    }

    private void endBlock() throws IOException {
        if (inBlock == 0) {
            return;
        }
        block.putInt(Integer.BYTES, inBlock);
        int crc =
                RunFormat.checksum(
                        block.array(), Integer.BYTES, RunFormat.BLOCK_BYTES - Integer.BYTES);
        block.putInt(0, crc);
        buffer.put(block.array());
        blocks++;
        if (!buffer.hasRemaining()) {
            flush();
        }
        startBlock();
    }

    private void flush() throws IOException {
        int length = buffer.flip().remaining();
        if (length > 0) {
            file.write(buffer, offset);
            offset += length;
        }
        buffer.clear();
    }

    private void writeTail(RunFormat.Header header) throws IOException {
        int length = header.tailBytes();
        ByteBuffer tail = ByteBuffer.allocate(length + Integer.BYTES);
        for (int i = 0; i < blocks; i++) {
            tail.putLong(firstHashes[i]);
        }
        for (long word : filter.words()) {
            tail.putLong(word);
        }
        tail.putInt(RunFormat.checksum(tail.array(), 0, length));
        file.write(tail.flip(), header.tailAt());
    }
}
