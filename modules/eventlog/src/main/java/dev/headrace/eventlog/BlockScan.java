package dev.headrace.eventlog;

import dev.headrace.eventlog.BlockFormat.BlockHeader;
import dev.headrace.eventlog.BlockFormat.FileHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads the intact blocks of a {@link BlockFile} and finds where they end. For one thread. */
final class BlockScan {

    private static final int READ_AHEAD = 64 << 10;

    private final String path;
    private final ReadAhead file;
    private final Damage damage;
    private long generation;
    private long end = BlockFormat.FILE_HEADER_BYTES;
    private long nextNumber;
    private long lastBlock;

    BlockScan(String path, StorageFile file, Damage damage) throws IOException {
        this.path = path;
        this.file = new ReadAhead(file, (int) Math.min(READ_AHEAD, file.size()));
        this.damage = damage;
    }

    /** Takes the entries of an intact block. */
    interface EntryReader {

        /**
         * Takes one entry.
         *
         * @throws MalformedException when the entry means nothing: it is noted as damage
         */
        void read(byte[] entry) throws MalformedException;
    }

    /** Takes entries and where they lie. */
    interface PlacedReader {

        /**
         * Takes one entry.
         *
         * @param block where its block begins
         * @param from where the entry before it ends; of the first one, where the block begins
         * @param to where it ends; of the last one, where the next block goes
         * @throws MalformedException when the entry means nothing: it is noted as damage
         */
        void read(byte[] entry, long block, long from, long to) throws MalformedException;
    }

    /** Hands over the entries that lie before an offset, oldest first, past what is damaged. */
    void read(EntryReader reader, long limit) throws IOException {
        readPlaced((entry, block, from, to) -> reader.read(entry), limit);
    }

    /** As {@link #read}, with the places. */
    void readPlaced(PlacedReader reader, long limit) throws IOException {
        readFileHeader(limit);
        while (true) {
            Optional<byte[]> block = intactAt(end, limit);
            if (block.isEmpty()) {
                long later = findFrom(end + 8, limit);
                if (later >= limit) {
                    return;
                }
                damage.note(path, end, "cannot be read up to offset " + later);
                end = later;
            } else {
                take(block.get(), reader);
            }
        }
    }

    /** Hands over the entries of one block; none when it is damaged. */
    void readBlock(PlacedReader reader, long block, long limit) throws IOException {
        end = block;
        Optional<byte[]> found = intactAt(block, limit);
        if (found.isPresent()) {
            nextNumber = BlockHeader.from(ByteBuffer.wrap(found.get())).orElseThrow().number();
            take(found.get(), reader);
        } else {
            damage.note(path, block, "a block cannot be read any more");
        }
    }

    private void readFileHeader(long limit) throws IOException {
        byte[] bytes = new byte[BlockFormat.FILE_HEADER_BYTES];
        ByteBuffer found = file.at(0, bytes.length, limit);
        found.get(bytes, 0, Math.min(bytes.length, found.remaining()));
        Optional<FileHeader> header = FileHeader.from(bytes);
        if (header.isEmpty()) {
            damage.note(path, 0, "the header is damaged");
        } else if (header.get().version() != BlockFormat.VERSION) {
            throw new EventLogFailedException(
                    path
                            + " has format "
                            + header.get().version()
                            + ", this version of Headrace knows "
                            + BlockFormat.VERSION);
        }
        generation = header.map(FileHeader::generation).orElse(0L);
    }

    private Optional<byte[]> intactAt(long offset, long limit) throws IOException {
        if (offset + BlockFormat.BLOCK_HEADER_BYTES > limit) {
            return Optional.empty();
        }
        Optional<BlockHeader> header =
                BlockHeader.from(file.at(offset, BlockFormat.BLOCK_HEADER_BYTES, limit));
        if (header.isEmpty()
                || header.get().length() > limit - offset
                || header.get().number() < nextNumber) {
            return Optional.empty();
        }
        byte[] block = new byte[header.get().length()];
        ByteBuffer bytes = file.at(offset, block.length, limit);
        if (bytes.remaining() < block.length) {
            return Optional.empty();
        }
        bytes.get(block);
        return BlockFormat.isIntact(block) ? Optional.of(block) : Optional.empty();
    }

    private long findFrom(long offset, long limit) throws IOException {
        for (long at = offset; at < limit; at += 8) {
            if (intactAt(at, limit).isPresent()) {
                return at;
            }
        }
        return limit;
    }

    private void take(byte[] block, PlacedReader reader) {
        BlockHeader header = BlockHeader.from(ByteBuffer.wrap(block)).orElseThrow();
        if (header.number() > nextNumber) {
            damage.note(path, end, (header.number() - nextNumber) + " blocks before it are lost");
        }
        int at = BlockFormat.BLOCK_HEADER_BYTES;
        long from = end;
        try {
            for (int i = 0; i < header.entries(); i++) {
                FieldReader fields = new FieldReader(block, at);
                int length = fields.int32();
                at = fields.position();
                fields.slice(length);
                byte[] entry = Arrays.copyOfRange(block, at, at + length);
                at += length;
                boolean last = i + 1 == header.entries();
                long to = end + (last ? FrameHeader.aligned(block.length) : at);
                reader.read(entry, end, from, to);
                from = to;
            }
        } catch (MalformedException e) {
            damage.note(path, end + at, "an entry is malformed: " + e.getMessage());
        }
        lastBlock = end;
        end += FrameHeader.aligned(block.length);
        nextNumber = header.number() + 1;
    }

    long generation() {
        return generation;
    }

    /** Where the next block goes. */
    long end() {
        return end;
    }

    /** Where the last intact block starts; 0 when there is none. */
    long lastBlock() {
        return lastBlock;
    }

    long nextNumber() {
        return nextNumber;
    }
}
