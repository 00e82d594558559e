package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The newest ids, in memory, about 60 bytes each and no object for the collector to follow. Safe
 * for use by any number of threads; each operation locks one of sixteen parts for less than a
 * microsecond.
 */
final class IdTable {

    private static final int PARTS = 16;

    /** What an id takes beside its own bytes: entry and place in the table. */
    private static final int ENTRY_MEMORY = 52;

    private static final long SCOPE_MEMORY = 200;
    private static final int PART_SHIFT = Long.SIZE - 4;

    private final Part[] parts =
            IntStream.range(0, PARTS).mapToObj(any -> new Part()).toArray(Part[]::new);
    private final Map<String, Integer> scopes = new ConcurrentHashMap<>();
    private final AtomicInteger nextScope = new AtomicInteger();
    private final AtomicLong used = new AtomicLong();
    private final long fromMillis;

    /**
     * An empty table.
     *
     * @param fromMillis from when on it knows every id
     */
    IdTable(long fromMillis) {
        this.fromMillis = fromMillis;
    }

    long fromMillis() {
        return fromMillis;
    }

    /** Remembers an id; false when the table is frozen, and then it has not. */
    boolean insert(ScopedId id, AcceptedId accepted) {
        int scope = scopes.computeIfAbsent(id.scope().text(), any -> nextScope.getAndIncrement());
        boolean inserted = part(id).insert(id, scope, accepted);
        if (inserted) {
            used.addAndGet(ENTRY_MEMORY + id.bytes().length);
        }
        return inserted;
    }

    Optional<AcceptedId> find(ScopedId id) {
        Integer scope = scopes.get(id.scope().text());
        return scope == null ? Optional.empty() : part(id).find(id, scope);
    }

    private Part part(ScopedId id) {
        return parts[(int) (id.hash() >>> PART_SHIFT)];
    }

    /** Takes nothing more. */
    void freeze() {
        for (Part part : parts) {
            part.freeze();
        }
    }

    int size() {
        return Arrays.stream(parts).mapToInt(Part::size).sum();
    }

    /** The memory that its ids take, about. */
    long bytes() {
        return used.get() + SCOPE_MEMORY * scopes.size();
    }

    /** All ids of a frozen table in the order of a run: a part holds the hashes of one range. */
    Iterator<IdEntry> sorted() {
        String[] names = new String[scopes.size()];
        scopes.forEach((name, number) -> names[number] = name);
        return Stream.of(parts).flatMap(part -> part.sorted(names).stream()).iterator();
    }

    /** An open-addressed table of hashes over an array of entries. */
    private static final class Part {

        private static final int ID_AT = Integer.BYTES + Long.BYTES + ContentDigest.BYTES;
        private static final int SPREAD = 0x9E37_79B9;

        private long[] hashes = new long[64];
        private int[] places = new int[64];
        private ByteBuffer entries = ByteBuffer.allocate(2048);
        private int size;
        private boolean frozen;

        synchronized boolean insert(ScopedId id, int scope, AcceptedId accepted) {
            if (frozen) {
                return false;
            }
            if (size * 3 >= hashes.length * 2) {
                growTable();
            }
            ensure(ID_AT + id.bytes().length);
            put(hashes, places, id.hash(), entries.position() + 1);
            entries.putInt(scope).putLong(accepted.sequence());
            entries.putLong(accepted.content().high()).putLong(accepted.content().low());
            entries.put(id.bytes());
            size++;
            return true;
        }

        synchronized Optional<AcceptedId> find(ScopedId id, int scope) {
            int mask = hashes.length - 1;
            for (int at = start(id.hash(), mask); places[at] != 0; at = (at + 1) & mask) {
                int entry = places[at] - 1;
                if (hashes[at] == id.hash() && isAt(entry, id, scope)) {
                    return Optional.of(accepted(entry));
                }
            }
            return Optional.empty();
        }

        private boolean isAt(int entry, ScopedId id, int scope) {
            int at = entry + ID_AT;
            int end = at + id.bytes().length;
            return entries.getInt(entry) == scope
                    && end <= entries.position()
                    && Arrays.equals(entries.array(), at, end, id.bytes(), 0, id.bytes().length);
        }

        private AcceptedId accepted(int entry) {
            int at = entry + Integer.BYTES;
            return new AcceptedId(
                    entries.getLong(at),
                    new ContentDigest(entries.getLong(at + 8), entries.getLong(at + 16)));
        }

        private static void put(long[] hashes, int[] places, long hash, int place) {
            int mask = hashes.length - 1;
            int at = start(hash, mask);
            while (places[at] != 0) {
                at = (at + 1) & mask;
            }
            hashes[at] = hash;
            places[at] = place;
        }

        private static int start(long hash, int mask) {
            int mixed = (int) hash * SPREAD;
            return (mixed ^ mixed >>> 15) & mask;
        }

        private void growTable() {
            long[] moreHashes = new long[hashes.length * 2];
            int[] morePlaces = new int[hashes.length * 2];
            for (int i = 0; i < hashes.length; i++) {
                if (places[i] != 0) {
                    put(moreHashes, morePlaces, hashes[i], places[i]);
                }
            }
            hashes = moreHashes;
            places = morePlaces;
        }

        private void ensure(int more) {
            if (entries.remaining() < more) {
                byte[] larger = Arrays.copyOf(entries.array(), entries.capacity() * 2);
                entries = ByteBuffer.wrap(larger).position(entries.position());
            }
        }

        synchronized void freeze() {
            frozen = true;
        }

        synchronized int size() {
            return size;
        }

        synchronized List<IdEntry> sorted(String[] names) {
            List<IdEntry> sorted = new ArrayList<>(size);
            for (int i = 0; i < hashes.length; i++) {
                if (places[i] != 0) {
                    int entry = places[i] - 1;
                    int at = entry + ID_AT;
                    byte[] id = new byte[ScopedId.length(entries.get(at))];
                    entries.get(at, id);
                    sorted.add(
                            new IdEntry(
                                    hashes[i], names[entries.getInt(entry)], id, accepted(entry)));
                }
            }
            Collections.sort(sorted, IdEntry.ORDER);
            return sorted;
        }
    }
}
