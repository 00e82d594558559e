package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One look at the folders: which streams changed, and which of them can be taken over. */
final class StreamChanges {

    private final Map<Path, LoadedStream> streams;
    private final Generation before;
    private final Map<Path, FolderStamp> stamps;
    private final Path digests;
    private final LiveStreams.Adoption adoption;
    private final Map<Path, List<String>> refused = new LinkedHashMap<>();
    private final Set<Path> there = new HashSet<>();
    private final Set<Path> looked = new HashSet<>();
    private final List<StreamName> taken = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();

    /**
     * A look that nobody has taken yet.
     *
     * @param stamps the folders as they were when they were last read; brought up to date
     */
    StreamChanges(
            Generation before,
            Map<Path, FolderStamp> stamps,
            Path digests,
            LiveStreams.Adoption adoption) {
        this.before = before;
        this.streams = new HashMap<>(before.streams());
        this.stamps = stamps;
        this.digests = digests;
        this.adoption = adoption;
    }

    /** The streams as they are now, as far as they can be taken over. */
    Generation look(List<Path> folders) {
        Problems unreadable = new Problems();
        for (StreamFolder folder : StreamFolders.find(folders, unreadable)) {
            there.add(folder.path(""));
            if (isChanged(folder.path(""))) {
                lookAt(folder);
            }
        }
        gone.addAll(unreadable.lines());
        before.streams().keySet().stream()
                .filter(folder -> !there.contains(folder))
                .sorted()
                .forEach(
                        folder -> gone.add(folder + ": is gone; the stream stays until a restart"));
        return taken.isEmpty() ? before : Generation.of(streams);
    }

    /** The folders that are there. */
    Set<Path> there() {
        return there;
    }

    /** The folders that were read, because they are not as they were. */
    Set<Path> looked() {
        return looked;
    }

    /** What is wrong with those of them that cannot be taken over. */
    Map<Path, List<String>> refused() {
        return refused;
    }

    /** The streams that were taken over. */
    List<StreamName> taken() {
        return taken;
    }

    /** Folders that were there and are not, or cannot be listed: one line each. */
    List<String> gone() {
        return gone;
    }

    private boolean isChanged(Path folder) {
        FolderStamp now = FolderStamp.of(folder);
        boolean changed = !now.equals(stamps.get(folder));
        stamps.put(folder, now);
        return changed;
    }

    private void lookAt(StreamFolder folder) {
        Path place = folder.path("");
        looked.add(place);
        Problems problems = new Problems();
        Optional<LoadedStream> read = new StreamReader(new SchemaDialects(), problems).read(folder);
        if (read.isEmpty() && problems.count() == 0) {
            problems.add(place, "holds no " + StreamFolders.CONTRACT);
        }
        read.ifPresent(stream -> take(place, stream, problems));
        if (problems.count() > 0) {
            refused.put(place, problems.lines());
        }
    }

    private void take(Path place, LoadedStream stream, Problems problems) {
        Path file = place.resolve(StreamFolders.CONTRACT);
        Contract contract = stream.contract();
        Optional<LoadedStream> old = Optional.ofNullable(streams.get(place));
        if (old.isPresent() && !old.get().contract().name().equals(contract.name())) {
            problems.add(file, "the name of a stream in use changes with a restart only");
        }
        refuseClashes(place, contract, problems);
        adoption.objections(contract).forEach(line -> problems.add(file, line));
        if (problems.count() == 0) {
            remember(stream, problems);
        }
        if (problems.count() == 0) {
            streams.put(place, stream);
            taken.add(contract.name());
        }
    }

    /** Only what is really published is remembered, and it is before it is used. */
    private void remember(LoadedStream stream, Problems problems) {
        DigestMemory memory = DigestMemory.read(digests, problems);
        memory.take(stream, problems);
        if (problems.count() == 0) {
            memory.write(problems);
        }
    }

    private void refuseClashes(Path place, Contract contract, Problems problems) {
        Path file = place.resolve(StreamFolders.CONTRACT);
        streams.forEach((folder, other) -> {
            Contract taken = other.contract();
            if (!folder.equals(place)) {
                if (taken.name().equals(contract.name())) {
                    problems.add(file, "the name " + contract.name() + " is taken by " + folder);
                }
                taken.dialects().stream()
                        .filter(contract.dialects()::contains)
                        .forEach(dialect ->
                                problems.add(
                                        file, "the dialect " + dialect + " is taken by " + folder));
            }
        });
    }
}
