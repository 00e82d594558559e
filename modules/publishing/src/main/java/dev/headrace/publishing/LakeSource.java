package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.publishing.ReplayRequest.Source.StoredIn;
import dev.headrace.publishing.StoredLine.Place;
import dev.headrace.sink.Lake.StoredObject;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * The lines of chosen objects. A line's number is its place among all lines that were counted when
 * the replay began; a line that is not there any more, or is no event, leaves a gap.
 *
 * @param id the replay's id
 * @param sink the sink that gets them
 */
record LakeSource(
        String id,
        String sink,
        StoredIn stored,
        ChosenObjects chosen,
        Lakes lakes,
        StreamCatalog streams)
        implements ReplaySource {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    /** Between two tries of a lake that is away. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Override
    public long start() {
        return 0;
    }

    @Override
    public long end() {
        return chosen.lines();
    }

    @Override
    public Cursor from(long number) {
        return new LakeCursor(number);
    }

    private final class LakeCursor implements Cursor {

        private long next;
        private Optional<LakeReader> reader = Optional.empty();
        private Optional<OpenObject> object = Optional.empty();

        private LakeCursor(long next) {
            this.next = next;
        }

        @Override
        public Optional<LogFrame> next() throws InterruptedException {
            Optional<Contract> contract =
                    streams.find(stored.stream()).filter(found -> found.isRoutedTo(sink));
            while (next < end() && contract.isPresent()) {
                try {
                    Optional<LogFrame> frame = read(contract.get());
                    if (frame.isPresent()) {
                        return frame;
                    }
                } catch (SinkException e) {
                    away(e);
                }
            }
            return Optional.empty();
        }

        /** One line; empty when it holds nothing for the sink. */
        private Optional<LogFrame> read(Contract contract)
                throws SinkException, InterruptedException {
            int index = chosen.indexOf(next);
            try {
                OpenObject open = opened(index, contract);
                Optional<LogFrame> frame = open.skipTo(next);
                if (open.number() < next) {
                    next = chosen.first(index + 1); // it has fewer lines than it had
                } else {
                    next = open.number() + 1;
                }
                return frame;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "An object of a lake is not whole; the rest is left out", e);
                next = chosen.first(index + 1);
                closeObject();
                return Optional.empty();
            }
        }

        private OpenObject opened(int index, Contract contract)
                throws IOException, SinkException, InterruptedException {
            if (object.isEmpty() || object.get().index() != index) {
                closeObject();
                StoredObject stored = chosen.object(index);
                var lines = new LakeLines(reader().read(stored.name()));
                object =
                        Optional.of(
                                new OpenObject(
                                        id, index, chosen.first(index), stored, lines, contract));
            }
            return object.get();
        }

        private LakeReader reader() {
            if (reader.isEmpty()) {
                reader = Optional.of(new LakeReader(lakes, stored.place()));
            }
            return reader.get();
        }

        private void away(SinkException e) throws InterruptedException {
            LOG.log(
                    Level.WARNING,
                    "The replay {0} waits for {1}: {2}",
                    id,
                    stored.place(),
                    e.getMessage());
            close();
            Thread.sleep(PAUSE);
        }

        private void closeObject() {
            object.ifPresent(OpenObject::close);
            object = Optional.empty();
        }

        @Override
        public void close() {
            closeObject();
            reader.ifPresent(LakeReader::close);
            reader = Optional.empty();
        }
    }

    /** The object that is being read. For one thread. */
    private static final class OpenObject {

        private final String replay;
        private final int index;
        private final long first;
        private final StoredObject object;
        private final LakeLines lines;
        private final StoredLine line;
        private final StoredIds ids;

        private OpenObject(
                String replay,
                int index,
                long first,
                StoredObject object,
                LakeLines lines,
                Contract contract) {
            this.replay = replay;
            this.index = index;
            this.first = first;
            this.object = object;
            this.lines = lines;
            this.line = new StoredLine(contract);
            this.ids = new StoredIds(object.name());
        }

        private int index() {
            return index;
        }

        /** The replay's number of the line that was read last. */
        private long number() {
            return first + lines.number();
        }

        /** Reads on to a line, and all before it, because ids count equal lines. */
        private Optional<LogFrame> skipTo(long number) throws IOException {
            Optional<LogFrame> frame = Optional.empty();
            while (number() < number) {
                Optional<byte[]> next = lines.next();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                var place = new Place(replay, number(), object.name(), object.at(), lines.number());
                frame = line.read(next.get(), place, ids);
            }
            return frame;
        }

        private void close() {
            try {
                lines.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "An object of a lake did not close cleanly", e);
            }
        }
    }
}
