package dev.headrace.privacy;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Places by a file of the operator's, in MaxMind's format (MMDB 2.0) and with the members of its
 * City, Country or Enterprise databases. The file is mapped into memory, not copied; replace it by
 * moving another into its place, as {@code geoipupdate} does, and {@link #refresh} takes it over.
 *
 * <p>Safe for use by any number of threads. A place that was asked for lately costs one look into a
 * table.
 */
public final class GeoFile implements Places {

    private static final System.Logger LOG = System.getLogger(GeoFile.class.getName());

    /** Of one generation: about 4 MB for both. */
    private static final int MOST_RECENT = 8_192;

    private final Path file;
    private final AtomicReference<Loaded> loaded;
    private final AtomicReference<Optional<Stamp>> refused =
            new AtomicReference<>(Optional.empty());

    /** What tells one file from another that took its place. */
    private record Stamp(FileTime modified, long bytes, Optional<Object> key) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    seen.lastModifiedTime(), seen.size(), Optional.ofNullable(seen.fileKey()));
        }
    }

    /** A file as it was found; its answers go with it. */
    private record Loaded(
            Stamp stamp, Reader reader, Recent<ClientAddress, Place> recent, AtomicBoolean told) {}

    private GeoFile(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = new AtomicReference<>(loaded);
    }

    /**
     * Opens the file.
     *
     * @throws GeoFileException when it is missing, or no database of cities or countries
     */
    public static GeoFile open(Path file) {
        return new GeoFile(file, load(file));
    }

    private static Loaded load(Path file) {
        try {
            Stamp stamp = Stamp.of(file);
            var reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED);
            String type = reader.getMetadata().databaseType();
            if (Stream.of("City", "Country", "Enterprise").noneMatch(type::contains)) {
                throw new GeoFileException(
                        file
                                + " is a database of another kind, "
                                + type
                                + "; one of cities or countries is needed, such as GeoLite2-City");
            }
            return new Loaded(stamp, reader, new Recent<>(MOST_RECENT), new AtomicBoolean());
        } catch (IOException e) {
            throw new GeoFileException(
                    Files.exists(file)
                            ? file + " is no readable MaxMind database (.mmdb)"
                            : file + " is not there",
                    e);
        }
    }

    /**
     * Takes over a file that was put in the place of the one in use. One that cannot be used is
     * named in the log once, and the earlier one stays in use.
     */
    public void refresh() {
        try {
            Stamp stamp = Stamp.of(file);
            if (stamp.equals(loaded.get().stamp())
                    || refused.get().filter(stamp::equals).isPresent()) {
                return;
            }
            refused.set(Optional.of(stamp));
            loaded.set(load(file));
            refused.set(Optional.empty());
            LOG.log(System.Logger.Level.INFO, "Took over the changed {0}", file);
        } catch (IOException | GeoFileException e) {
            tellOnce(e);
        }
    }

    private void tellOnce(Exception reason) {
        if (reason instanceof GeoFileException) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The earlier file of places stays in use: " + reason.getMessage());
        } else if (refused.get().isEmpty()) {
            refused.set(Optional.of(new Stamp(FileTime.fromMillis(0), -1, Optional.empty())));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The earlier file of places stays in use: {0} is not there",
                    file);
        }
    }

    @Override
    public Place of(ClientAddress address) {
        Loaded now = loaded.get();
        Place known = now.recent().find(address);
        if (known != null) {
            return known;
        }
        Place found = look(now, address);
        now.recent().remember(address, found);
        return found;
    }

    private Place look(Loaded now, ClientAddress address) {
        try {
            Map<?, ?> found = now.reader().get(address.toInet(), Map.class);
            return found == null ? Place.UNKNOWN : PlaceReader.read(found);
        } catch (IOException | RuntimeException e) {
            // a damaged file, or an IPv6 address in a file of IPv4 alone: no request fails for it
            if (now.told().compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A place could not be looked up in " + file + "; this is told once",
                        e);
            }
            return Place.UNKNOWN;
        }
    }
}
