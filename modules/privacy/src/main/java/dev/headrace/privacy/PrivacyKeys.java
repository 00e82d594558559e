package dev.headrace.privacy;

import dev.headrace.privacy.KeyRing.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The keys in files: one file for callers without an organisation, {@code privacy.json}, and one
 * for each organisation in the folder {@code privacy.d} beside it, made when it is first needed.
 * Give every node the same files, or the same person gets another pseudonym on each.
 *
 * <p>Keys are read once and kept in memory; {@link #refresh} takes over what was changed. Safe for
 * use by any number of threads.
 */
public final class PrivacyKeys implements PseudonymKeys {

    private static final System.Logger LOG = System.getLogger(PrivacyKeys.class.getName());

    /** Names that are files of their own name on every file system. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final Path file;
    private final RandomGenerator random;
    private final Clock clock;
    private final Map<Optional<String>, Loaded> rings = new ConcurrentHashMap<>();

    /** The keys of one organisation as they were read. */
    private record Loaded(KeyRingFile file, Object stamp, Pseudonyms inForce, Pseudonyms oldest) {

        static Loaded of(KeyRingFile file, Object stamp, KeyRing ring) {
            return new Loaded(
                    file, stamp, pseudonyms(ring.inForce()), pseudonyms(ring.keys().getFirst()));
        }

        private static Pseudonyms pseudonyms(Key key) {
            return new Pseudonyms(key.version(), key.secret());
        }

        Loaded unchangedAs(Object other) {
            return new Loaded(file, other, inForce, oldest);
        }
    }

    private PrivacyKeys(Path file, RandomGenerator random, Clock clock) {
        this.file = file;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Opens the keys, and makes the first one where there is none.
     *
     * @param file the file for callers without an organisation
     * @throws PrivacyKeyException saying what is wrong with the file
     */
    public static PrivacyKeys open(Path file, RandomGenerator random, Clock clock) {
        var keys = new PrivacyKeys(file, random, clock);
        keys.inForce(Optional.empty());
        return keys;
    }

    @Override
    public Pseudonyms inForce(Optional<String> organisation) {
        return loaded(organisation).inForce();
    }

    @Override
    public Pseudonyms oldest(Optional<String> organisation) {
        return loaded(organisation).oldest();
    }

    @Override
    public List<Pseudonyms> all(Optional<String> organisation) {
        var place = new KeyRingFile(place(file, organisation));
        return place.exists()
                ? place.read().keys().stream().map(Loaded::pseudonyms).toList()
                : List.of();
    }

    /** Without a lock: whoever reads first reads the same file as whoever reads second. */
    private Loaded loaded(Optional<String> organisation) {
        Loaded known = rings.get(organisation);
        if (known != null) {
            return known;
        }
        var place = new KeyRingFile(place(file, organisation));
        Object stamp = place.stamp();
        KeyRing ring =
                place.exists() ? place.read() : place.make(organisation, random, clock.instant());
        Loaded read = Loaded.of(place, stamp, ring);
        Loaded first = rings.putIfAbsent(organisation, read);
        return first == null ? read : first;
    }

    /**
     * Takes over files that were changed. One that is gone or broken now leaves its keys in force
     * until the process ends, and a warning in the log: other keys in their place would make
     * strangers of everybody.
     */
    public void refresh() {
        rings.forEach((organisation, loaded) -> {
            Object now = loaded.file().stamp();
            if (!now.equals(loaded.stamp())) {
                rings.put(organisation, reread(loaded, now));
            }
        });
    }

    private static Loaded reread(Loaded loaded, Object stamp) {
        try {
            return Loaded.of(loaded.file(), stamp, loaded.file().read());
        } catch (PrivacyKeyException e) {
            LOG.log(System.Logger.Level.WARNING, "A privacy key stays as it was", e);
            return loaded.unchangedAs(stamp);
        }
    }

    /** The folder of the organisations' files. */
    static Path folder(Path file) {
        String name = String.valueOf(file.getFileName());
        String base = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        return file.resolveSibling(base + ".d");
    }

    /** The file of an organisation; a name that is no file name becomes a digest of itself. */
    static Path place(Path file, Optional<String> organisation) {
        return organisation
                .map(name ->
                        folder(file)
                                .resolve(
                                        (PLAIN.matcher(name).matches() ? name : "~" + digest(name))
                                                + ".json"))
                .orElse(file);
    }

    private static String digest(String name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
