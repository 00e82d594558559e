package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways in which the log is broken on purpose. */
final class LogMutants {

    private LogMutants() {}

    /** Forces a segment only before it is written to again: appends return too early. */
    static Mutant acknowledgesBeforeTheForce() {
        return storage(real ->
                new Wrapped(real) {
                    private final Map<String, StorageFile> late = new HashMap<>();

                    @Override
                    void force(String path, StorageFile file) throws IOException {
                        if (path.endsWith(".seg")) {
                            late.put(path, file);
                        } else {
                            file.force();
                        }
                    }

                    @Override
                    void write(String path, StorageFile file, ByteBuffer from, long offset)
                            throws IOException {
                        StorageFile unforced = late.remove(path);
                        if (unforced != null) {
                            unforced.force();
                        }
                        file.write(from, offset);
                    }
                });
    }

    /** Drops the force of files whose path ends so. */
    static Mutant doesNotForce(String suffix) {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    void force(String path, StorageFile file) throws IOException {
                        if (!path.endsWith(suffix)) {
                            file.force();
                        }
                    }
                });
    }

    /** Drops the force of a new file that takes the place of an old one with this name. */
    static Mutant replacesWithoutForce(String suffix) {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    void force(String path, StorageFile file) throws IOException {
                        boolean replaces =
                                path.endsWith(suffix + ".tmp")
                                        && real.exists(path.replace(".tmp", ""));
                        if (!replaces) {
                            file.force();
                        }
                    }
                });
    }

    /** Drops the force of a folder. */
    static Mutant doesNotForceFolder(String folder) {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    public void forceFolder(String path) throws IOException {
                        if (!path.equals(folder)) {
                            super.forceFolder(path);
                        }
                    }
                });
    }

    /** Does not force the folder after a rename in it, but in every other case. */
    static Mutant doesNotForceFolderAfterRename(String folder) {
        return storage(real ->
                new Wrapped(real) {
                    private boolean renamed;

                    @Override
                    public void rename(String from, String to) throws IOException {
                        super.rename(from, to);
                        renamed = to.startsWith(folder);
                    }

                    @Override
                    public void forceFolder(String path) throws IOException {
                        if (!renamed) {
                            super.forceFolder(path);
                        }
                        renamed = false;
                    }
                });
    }

    /** Writes no zeros over what a torn write has left. */
    static Mutant doesNotCutTheTornTail() {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    void write(String path, StorageFile file, ByteBuffer from, long offset)
                            throws IOException {
                        if (!path.endsWith(".seg") || !isZero(from.duplicate())) {
                            file.write(from, offset);
                        }
                    }
                });
    }

    private static boolean isZero(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (bytes.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Leaves what was in the file before in a part of the spare segment. */
    static Mutant doesNotFillTheSpareWithZeros() {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    void write(String path, StorageFile file, ByteBuffer from, long offset)
                            throws IOException {
                        if (path.endsWith("spare.tmp")) {
                            byte[] bytes = new byte[from.remaining()];
                            from.get(bytes);
                            bytes[bytes.length - 100] = 7;
                            file.write(ByteBuffer.wrap(bytes), offset);
                        } else {
                            file.write(from, offset);
                        }
                    }
                });
    }

    /** Takes what an earlier use of a file has left for frames of its segment. */
    static Mutant doesNotCompareTheNumbersOfOldFrames() {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    int read(String path, StorageFile file, ByteBuffer into, long offset)
                            throws IOException {
                        if (!path.endsWith(".seg")) {
                            return file.read(into, offset);
                        }
                        long base = Segment.baseOf(path.substring(path.lastIndexOf('/') + 1));
                        byte[] all = new byte[(int) file.size()];
                        file.read(ByteBuffer.wrap(all), 0);
                        OldFrames.renumber(all, base, base + 1_000);
                        int count = (int) Math.min(into.remaining(), all.length - offset);
                        into.put(all, (int) offset, Math.max(0, count));
                        return Math.max(0, count);
                    }
                });
    }

    /** Uses the file of a segment again while sinks may still come back to its name. */
    static Mutant usesAFileAgainBeforeItsNameIsGone() {
        return storage(real ->
                new Wrapped(real) {
                    private boolean inherited;

                    @Override
                    public void rename(String from, String to) throws IOException {
                        super.rename(from, to);
                        inherited = to.endsWith("spare.tmp");
                    }

                    @Override
                    public void forceFolder(String path) throws IOException {
                        if (!inherited) {
                            super.forceFolder(path);
                        }
                        inherited = false;
                    }
                });
    }

    /** Does not write the newest group again in a recovery. */
    static Mutant trustsThePageCache() {
        return storage(real ->
                new Wrapped(real) {
                    @Override
                    void write(String path, StorageFile file, ByteBuffer from, long offset)
                            throws IOException {
                        ByteBuffer there = ByteBuffer.allocate(from.remaining());
                        file.read(there, offset);
                        if (!there.flip().equals(from)) {
                            file.write(from, offset);
                        }
                    }
                });
    }

    /** Thinks that sinks have taken more than they have. */
    static Mutant deletesASegmentTooEarly() {
        return delivery(real ->
                new State(real) {
                    @Override
                    public long neededFrom() {
                        return super.neededFrom() + 4;
                    }

                    @Override
                    public long pinnedFrom() {
                        return super.pinnedFrom() + 4;
                    }
                });
    }

    /** Deletes what optional sinks need as if every sink had it. */
    static Mutant deletesWithoutDeclaringItExpired() {
        return delivery(real ->
                new State(real) {
                    @Override
                    public long neededFrom() {
                        return super.pinnedFrom();
                    }
                });
    }

    /** Leaves out the record with number 3 of each ten. */
    static Mutant skipsOneRecordOnRead() {
        return new Mutant() {
            @Override
            public EventLog log(EventLog real) {
                return new SkippingLog(real);
            }
        };
    }

    private interface StorageFault {
        Storage around(Storage real);
    }

    private static Mutant storage(StorageFault fault) {
        return new Mutant() {
            @Override
            public Storage storage(Storage real) {
                return fault.around(real);
            }
        };
    }

    private interface DeliveryFault {
        DeliveryState around(DeliveryState real);
    }

    private static Mutant delivery(DeliveryFault fault) {
        return new Mutant() {
            @Override
            public DeliveryState delivery(DeliveryState real) {
                return fault.around(real);
            }
        };
    }

    private static class State implements DeliveryState {

        private final DeliveryState real;

        State(DeliveryState real) {
            this.real = real;
        }

        @Override
        public int routeEpoch() {
            return real.routeEpoch();
        }

        @Override
        public long neededFrom() {
            return real.neededFrom();
        }

        @Override
        public long pinnedFrom() {
            return real.pinnedFrom();
        }

        @Override
        public void expire(long before) {
            real.expire(before);
        }
    }

    private record SkippingLog(EventLog real) implements EventLog {

        @Override
        public Appended append(List<FrameDraft> frames) throws InterruptedException {
            return real.append(frames);
        }

        @Override
        public LogReader read(Position from) {
            return new SkippingReader(real.read(from));
        }

        @Override
        public Position start() {
            return real.start();
        }

        @Override
        public Position end() {
            return real.end();
        }

        @Override
        public LogStatus status() {
            return real.status();
        }

        @Override
        public void prune() {
            real.prune();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private record SkippingReader(LogReader real) implements LogReader {

        @Override
        public Optional<LogFrame> next(Duration atMost) throws InterruptedException {
            return real.next(atMost).map(SkippingReader::without);
        }

        private static LogFrame without(LogFrame frame) {
            List<LogRecord> records = new ArrayList<>(frame.records());
            records.removeIf(record -> record.position().sequence() % 10 == 3);
            return new LogFrame(
                    frame.first(),
                    frame.routeEpoch(),
                    frame.stream(),
                    frame.schemaVersion(),
                    frame.schemaDigest(),
                    frame.receivedAt(),
                    frame.principal(),
                    frame.attributes(),
                    records,
                    frame.claimed());
        }

        @Override
        public Position position() {
            return real.position();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
