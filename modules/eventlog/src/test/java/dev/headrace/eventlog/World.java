package dev.headrace.eventlog;

import static dev.headrace.eventlog.InvariantBroken.check;

import dev.headrace.eventlog.Command.Append;
import dev.headrace.eventlog.Command.Bury;
import dev.headrace.eventlog.Command.Crash;
import dev.headrace.eventlog.Command.Fail;
import dev.headrace.eventlog.Command.FillVolume;
import dev.headrace.eventlog.Command.Follow;
import dev.headrace.eventlog.Command.FreeVolume;
import dev.headrace.eventlog.Command.Note;
import dev.headrace.eventlog.Command.Progress;
import dev.headrace.eventlog.Command.Prune;
import dev.headrace.eventlog.Command.ReadLetters;
import dev.headrace.eventlog.Command.Restart;
import dev.headrace.eventlog.Command.Seek;
import dev.headrace.eventlog.Command.Snapshot;
import dev.headrace.eventlog.Command.Wait;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lives a life: does the commands one after the other and holds every answer against the model. */
final class World {

    static final int ROUTE_EPOCH = 42;

    private final Mutant mutant;
    private final Model model = new Model(Node.SINKS.size());
    private final Power power;
    private final Callers callers = new Callers();
    private final MovingClock clock = new MovingClock(Drafts.NOW);
    private final List<LogReader> readers = new ArrayList<>();
    private final SinksOfModel sinks = new SinksOfModel();
    private Optional<String> id = Optional.empty();
    private int numbers;
    private int starts;
    private Node node;

    /** Opens a node over an empty disk. */
    World(Mutant mutant, Power power) throws InterruptedException {
        this.mutant = mutant;
        this.power = power;
        power.watch(model, () -> id);
        this.node = open();
    }

    /** What the log asks of delivery, answered by the model. */
    private final class SinksOfModel implements DeliveryState {

        @Override
        public int routeEpoch() {
            return ROUTE_EPOCH;
        }

        @Override
        public long neededFrom() {
            return model.needed();
        }

        @Override
        public long pinnedFrom() {
            return model.pinned();
        }

        @Override
        public void expire(long before) {
            model.expire(before);
        }
    }

    void execute(Command command) throws InterruptedException {
        switch (command) {
            case Append(List<Command.Caller> all) -> append(all);
            case Seek(int reader, int percent) -> seek(reader, percent);
            case Follow(int reader, int frames) -> follow(reader, frames);
            case Progress progress -> model.progress(progress);
            case Wait(int minutes) -> clock.move(Duration.ofMinutes(minutes));
            case Prune() -> prune();
            case Note(int entries, int bytes) -> note(entries, bytes);
            case Snapshot(int entries, int bytes) -> snapshot(entries, bytes);
            case Bury(int letters) -> bury(letters);
            case ReadLetters() -> readLetters();
            case Restart() -> restart();
            case Crash(int after, long seed) -> power.failAfter(after, seed);
            case Fail(Command.Kind kind, int after) -> power.failOnce(kind, after);
            case FillVolume() -> power.fillVolume();
            case FreeVolume() -> power.freeVolume();
        }
        if (power.hasFailed()) {
            node.close();
            power.comesBack();
            restart();
        }
    }

    private void append(List<Command.Caller> all) {
        List<Runnable> appends = new ArrayList<>();
        List<InvariantBroken> broken = new ArrayList<>();
        for (Command.Caller caller : all) {
            Offer offer = Offer.of(numbers++, caller);
            model.offer(offer);
            appends.add(() -> {
                try {
                    append(offer);
                } catch (InvariantBroken e) {
                    synchronized (broken) {
                        broken.add(e);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts a caller", e);
                }
            });
        }
        callers.run(appends);
        for (InvariantBroken one : broken) {
            throw one;
        }
    }

    private void append(Offer offer) throws InterruptedException {
        try {
            model.acknowledge(offer, node.log().append(offer.frames()));
        } catch (EventLogFullException e) {
            model.refuse(offer);
            power.checkFull(model.pinned());
        } catch (EventLogFailedException e) {
            // it may be found later, whole
            check(
                    Invariant.OPENS_AGAIN,
                    power.hadTrouble(),
                    () -> "an append failed without a reason: " + e);
        }
    }

    private void seek(int reader, int percent) {
        long start = node.log().start().sequence();
        long end = node.log().end().sequence();
        readers.get(reader).close();
        readers.set(
                reader,
                node.log().read(new Position(node.id(), start + (end - start) * percent / 100)));
    }

    private void follow(int reader, int frames) throws InterruptedException {
        for (int i = 0; i < frames; i++) {
            long wanted = readers.get(reader).position().sequence();
            try {
                readers.get(reader)
                        .next(Duration.ZERO)
                        .ifPresent(frame -> model.checkRead(wanted, frame));
            } catch (EventLogFailedException e) {
                // the caller may try again
                check(Invariant.READERS_MISS_NOTHING, power.hadTrouble(), e::toString);
            }
        }
        checkDamage();
    }

    private void checkDamage() {
        check(
                Invariant.NO_DAMAGE_WITHOUT_ROT,
                node.damage().isEmpty(),
                () -> node.damage().toString());
    }

    private void prune() {
        List<Long> before = power.segments();
        try {
            node.log().prune();
        } catch (EventLogFailedException e) {
            return;
        }
        power.checkKept(before, clock.instant().minus(Node.KEEP));
    }

    private List<String> names(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> "n" + numbers++ + "-" + "x".repeat(bytes))
                .toList();
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private void note(int entries, int bytes) {
        List<String> names = names(entries, bytes);
        model.journal().add(names);
        try {
            node.journal().append(bytes(names));
            model.journal().acknowledge();
        } catch (EventLogFailedException e) {
            // it may be found later
        }
    }

    private void snapshot(int entries, int bytes) {
        List<String> names = names(entries, bytes);
        model.journal().become(names);
        try {
            node.journal().replace(bytes(names));
            model.journal().acknowledge();
        } catch (EventLogFailedException e) {
            // it may be found later
        }
    }

    private void bury(int count) {
        for (int sink = 0; sink < Node.SINKS.size(); sink++) {
            String name = Node.SINKS.get(sink);
            List<String> names = names(Math.max(1, count - sink), 4);
            model.letters(sink).add(names);
            try {
                node.letters()
                        .append(
                                names.stream()
                                        .map(letter -> DeadLettersTest.letter(name, letter))
                                        .toList());
                model.letters(sink).acknowledge();
            } catch (EventLogFailedException e) {
                // they may be found later
            }
        }
    }

    private void readLetters() {
        for (int sink = 0; sink < Node.SINKS.size(); sink++) {
            try {
                List<String> found = node.buried(Node.SINKS.get(sink));
                Contents expected = model.letters(sink);
                check(
                        Invariant.DEAD_LETTERS_ARE_THERE,
                        expected.current().equals(found),
                        () -> found + " instead of " + expected);
            } catch (EventLogFailedException e) {
                check(Invariant.DEAD_LETTERS_ARE_THERE, power.hadTrouble(), e::toString);
            }
        }
    }

    private void restart() throws InterruptedException {
        node.close();
        node = open();
    }

    /** Opens until it works: faults strike once, and the power may fail in a recovery too. */
    private Node open() throws InterruptedException {
        readers.clear();
        while (true) {
            power.newStart();
            Optional<Node> opened = tryToOpen();
            if (opened.isPresent()) {
                return opened.get();
            }
        }
    }

    private Optional<Node> tryToOpen() throws InterruptedException {
        try {
            Node opened = Node.open(disk(), mutant, sinks, clock, starts++);
            boolean settled = false;
            try {
                settle(opened);
                settled = true;
                return Optional.of(opened);
            } finally {
                if (!settled) {
                    opened.close();
                }
            }
        } catch (IOException | EventLogFailedException e) {
            if (power.hasFailed()) {
                power.comesBack();
            } else if (!power.hadTrouble()) {
                throw new InvariantBroken(Invariant.OPENS_AGAIN, e.toString(), e);
            } else {
                power.freeVolume();
            }
            return Optional.empty();
        }
    }

    private Storage disk() {
        return new Wrapped(power.disk()) {
            @Override
            void write(String path, StorageFile file, ByteBuffer from, long offset)
                    throws IOException {
                callers.beforeWrite();
                file.write(from, offset);
            }
        };
    }

    /** What a start shows stays: it is compared and taken into the model. */
    private void settle(Node opened) throws InterruptedException {
        Node.Findings found = opened.findings();
        new RestartCheck(model, mutant).compare(found, id);
        id = Optional.of(found.node());
        model.settle(found.frames());
        model.journal().settle(found.journal());
        for (int sink = 0; sink < found.letters().size(); sink++) {
            model.letters(sink).settle(found.letters().get(sink));
        }
        for (int i = 0; i < 2; i++) {
            readers.add(opened.log().read(opened.log().start()));
        }
    }

    void close() {
        node.close();
    }
}
