package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.Timer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Sinks that leave something behind. */
final class ZooOfEndings {

    private ZooOfEndings() {}

    /** Is surprised by a second close. */
    @Fails("Ending.closesTwice")
    public static final class ClosesOnce extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final AtomicInteger closed = new AtomicInteger();

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void close() {
                if (closed.incrementAndGet() > 1) {
                    throw new IllegalStateException("closed already");
                }
                super.close();
            }
        }
    }

    /** Cannot close what was never opened. */
    @Fails("Ending.closesWithoutOpen")
    public static final class ClosesOnlyWhatItOpened extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final AtomicInteger opened = new AtomicInteger();

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                opened.incrementAndGet();
                super.open(context);
            }

            @Override
            public void close() {
                if (opened.get() == 0) {
                    throw new IllegalStateException("not open");
                }
                super.close();
            }
        }
    }

    /** Ends its thread only when open went well. */
    @Fails("Ending.closesAfterAFailedOpen")
    public static final class LeaksAThreadOfAFailedOpen extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                Timer timer = Leaks.timer();
                super.open(context);
                timer.cancel();
            }
        }
    }

    /** Starts a thread and forgets it. */
    @Fails("Ending.noThreadOutlivesClose")
    public static final class LeaksAThread extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                super.open(context);
                Timer forgotten = Leaks.timer();
                forgotten.purge();
            }
        }
    }

    /** Had several connections, and closes one. */
    @Fails("Ending.noConnectionOutlivesClose")
    public static final class ClosesOneConnection extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void close() {
                DepotConnection one = idle().poll();
                if (one != null) {
                    discard(one);
                }
            }
        }
    }

    /** Opens a file and forgets it. */
    @Fails("Ending.nothingOpenOutlivesClose")
    public static final class LeavesAFileOpen extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private static final Queue<FileChannel> FORGOTTEN = new ConcurrentLinkedQueue<>();

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                super.open(context);
                try {
                    FORGOTTEN.add(
                            FileChannel.open(
                                    context.scratch().resolve("notes"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE));
                } catch (IOException e) {
                    throw new SinkException.Unavailable("no notes", e);
                }
            }
        }
    }

    /** Registers itself where nobody takes it out. */
    @Fails("Ending.noClassLoaderIsLeftBehind")
    public static final class StaysForTheShutdown extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                super.open(context);
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(null, () -> idle().clear(), "stays"));
            }
        }
    }

    /** Holds on to its last batch. */
    @Fails("Keeping.nothingOfABatchIsKept")
    public static final class KeepsTheBatch extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final AtomicReference<Optional<RecordBatch>> last =
                    new AtomicReference<>(Optional.empty());

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                last.set(Optional.of(batch));
                return super.write(batch);
            }
        }
    }

    /** Looks into the batch before. */
    @Fails("Keeping.aBatchIsNotTouchedAfterItsWrite")
    public static final class LooksBack extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final AtomicReference<WeakReference<RecordBatch>> before =
                    new AtomicReference<>(new WeakReference<>(null));

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                RecordBatch last = before.getAndSet(new WeakReference<>(batch)).get();
                if (last != null && last.size() > 0) {
                    last.get(0).json();
                }
                return super.write(batch);
            }
        }
    }
}
