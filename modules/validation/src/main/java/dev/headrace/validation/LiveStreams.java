package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The streams in force, kept up to date with their folders while the server runs: a stream that was
 * changed or added is taken over; one that is broken now, clashes with another, or has other
 * content under a published version, keeps its old form, and {@link #problems} says why.
 *
 * <p>A stream whose folder is gone stays until the restart: a mount that is away for a moment must
 * not turn clients away. Its name stays for the same reason.
 *
 * <p>Safe for use by any number of threads; {@link #refresh} by one at a time.
 */
public final class LiveStreams implements StreamCatalog {

    private static final System.Logger LOG = System.getLogger(LiveStreams.class.getName());

    private final List<Path> folders;
    private final Path digests;
    private final LiveValidator validator = new LiveValidator();
    private final Map<Path, FolderStamp> stamps = new HashMap<>();
    private final Map<Path, List<String>> refused = new LinkedHashMap<>();
    private volatile Generation inForce;
    private volatile List<String> problems = List.of();

    private LiveStreams(List<Path> folders, Path digests) {
        this.folders = List.copyOf(folders);
        this.digests = digests;
        // Before the reading: what changes meanwhile is seen the next time.
        StreamFolders.find(folders, new Problems()).stream()
                .map(folder -> folder.path(""))
                .forEach(folder -> stamps.put(folder, FolderStamp.of(folder)));
        this.inForce = Generation.of(LoadedStreams.load(folders, digests).streams());
        validator.add(inForce);
    }

    /** Who has a say before changed streams are taken over. */
    public interface Adoption {

        /** Why a changed or added stream cannot be used here; empty when it can. */
        List<String> objections(Contract contract);

        /** Called with all streams as they will be, before the first event is taken by them. */
        void prepare(StreamCatalog next);

        /** Called when they are in force. */
        void adopted();
    }

    /**
     * Loads every stream below the folders for the first time; stricter than later: any problem
     * stops the start. For the parameters see {@link LoadedStreams#load}.
     *
     * @throws BrokenContractsException naming every problem with file and pointer
     */
    public static LiveStreams open(List<Path> folders, Path digests) {
        return new LiveStreams(folders, digests);
    }

    @Override
    public Optional<Contract> find(StreamName name) {
        return inForce.find(name);
    }

    @Override
    public Collection<Contract> all() {
        return inForce.all();
    }

    /** The validator of these streams; knows the earlier forms of changed ones for a while too. */
    public EventValidator validator() {
        return validator;
    }

    /** What keeps a changed stream from being used: one line each; empty when all is as on disk. */
    public List<String> problems() {
        return problems;
    }

    /**
     * Looks at the folders and takes over what changed. Call every few seconds; costs a few system
     * calls per file when nothing did. Never throws for what is wrong with a stream.
     */
    public void refresh(Adoption adoption) {
        var changes = new StreamChanges(inForce, stamps, digests, adoption);
        Generation next = changes.look(folders);
        refused.keySet().removeAll(changes.looked());
        refused.keySet().retainAll(changes.there());
        refused.putAll(changes.refused());
        if (!changes.taken().isEmpty()) {
            adopt(next, changes.taken(), adoption);
        }
        tell(changes.gone());
    }

    private void adopt(Generation next, List<StreamName> taken, Adoption adoption) {
        boolean prepared = false;
        try {
            adoption.prepare(next);
            prepared = true;
        } finally {
            if (!prepared) {
                stamps.clear(); // so that the next look finds the changes again
            }
        }
        validator.add(next);
        inForce = next;
        adoption.adopted();
        taken.forEach(name -> LOG.log(System.Logger.Level.INFO, "Stream {0} was reloaded", name));
    }

    private void tell(List<String> gone) {
        var lines = new ArrayList<>(gone);
        refused.values().forEach(lines::addAll);
        if (!lines.equals(problems)) {
            problems = List.copyOf(lines);
            lines.forEach(line ->
                    LOG.log(System.Logger.Level.WARNING, "A stream keeps its old form: {0}", line));
        }
    }
}
