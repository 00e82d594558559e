package dev.headrace.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What operators do with the files of the keys. A running node sees it within seconds. For one
 * thread, and one process at a time.
 */
public final class PrivacyKeyDesk {

    private final Path file;
    private final RandomGenerator random;
    private final Clock clock;

    /**
     * Works on files.
     *
     * @param file the file for callers without an organisation; the others stand beside it
     */
    public PrivacyKeyDesk(Path file, RandomGenerator random, Clock clock) {
        this.file = file.toAbsolutePath();
        this.random = random;
        this.clock = clock;
    }

    /**
     * What is known of one key.
     *
     * @param organisation whose; empty for callers without an organisation
     */
    public record KeyState(
            Optional<String> organisation,
            int version,
            State state,
            Optional<Instant> made,
            Optional<Instant> destroyed) {}

    /** How a key stands. */
    public enum State {
        /** New values are hashed with it. */
        IN_FORCE,
        /** It tells what was hashed with it. */
        KEPT,
        /** Nobody can make its hashes again. */
        DESTROYED
    }

    /** All keys: first those of callers without an organisation, then by organisation. */
    public List<KeyState> list() {
        var states = new ArrayList<KeyState>();
        if (Files.exists(file)) {
            states.addAll(states(new KeyRingFile(file).read()));
        }
        for (Path one : organisationFiles()) {
            states.addAll(states(new KeyRingFile(one).read()));
        }
        return states;
    }

    private List<Path> organisationFiles() {
        Path folder = PrivacyKeys.folder(file);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new PrivacyKeyException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<KeyState> states(KeyRing ring) {
        var states = new ArrayList<KeyState>();
        for (KeyRing.Destroyed gone : ring.destroyed()) {
            states.add(
                    new KeyState(
                            ring.organisation(),
                            gone.version(),
                            State.DESTROYED,
                            Optional.empty(),
                            Optional.of(gone.at())));
        }
        for (KeyRing.Key key : ring.keys()) {
            State state = key.version() == ring.inForce().version() ? State.IN_FORCE : State.KEPT;
            states.add(
                    new KeyState(
                            ring.organisation(),
                            key.version(),
                            state,
                            key.made(),
                            Optional.empty()));
        }
        return states;
    }

    /**
     * Makes the first key.
     *
     * @throws PrivacyKeyException when there is one already
     */
    public List<KeyState> make(Optional<String> organisation) {
        KeyRingFile place = place(organisation);
        if (place.exists()) {
            throw new PrivacyKeyException(
                    whose(organisation) + " a key already; rotate makes another one");
        }
        return states(place.make(organisation, random, clock.instant()));
    }

    /** Puts a new key in force; the earlier ones stay, and what they hashed can be told by them. */
    public List<KeyState> rotate(Optional<String> organisation) {
        KeyRing next = existing(organisation).rotated(random, clock.instant());
        place(organisation).replace(next);
        return states(next);
    }

    /**
     * Destroys keys, so that nobody can make their hashes again; when the key in force is among
     * them, a new one comes into force.
     *
     * @param versions which; empty is all
     * @throws PrivacyKeyException when a version is not there; nothing is destroyed then
     */
    public List<KeyState> destroy(Optional<String> organisation, Collection<Integer> versions) {
        KeyRing ring = existing(organisation);
        Collection<Integer> chosen =
                versions.isEmpty()
                        ? ring.keys().stream().map(KeyRing.Key::version).toList()
                        : versions;
        for (int version : new TreeSet<>(chosen)) {
            if (!ring.holds(version)) {
                throw new PrivacyKeyException(
                        whose(organisation) + " no key of version " + version);
            }
        }
        KeyRing next = ring.destroyed(chosen, random, clock.instant());
        place(organisation).replace(next);
        return states(next);
    }

    private KeyRing existing(Optional<String> organisation) {
        KeyRingFile place = place(organisation);
        if (!place.exists()) {
            throw new PrivacyKeyException(whose(organisation) + " no key; make makes one");
        }
        return place.read();
    }

    private KeyRingFile place(Optional<String> organisation) {
        return new KeyRingFile(PrivacyKeys.place(file, organisation));
    }

    private static String whose(Optional<String> organisation) {
        return organisation
                .map(name -> "the organisation " + name + " has")
                .orElse("callers without an organisation have");
    }
}
