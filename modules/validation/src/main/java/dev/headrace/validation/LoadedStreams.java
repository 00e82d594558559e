package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The streams of some folders, checked as a whole. Safe for use by any number of threads. */
public final class LoadedStreams implements StreamCatalog {

    private final SortedMap<StreamName, Contract> contracts;
    private final EventValidator validator;
    private final List<LoadedStream> streams;

    private LoadedStreams(List<LoadedStream> streams) {
        SortedMap<StreamName, Contract> byName = new TreeMap<>();
        Map<StreamName, SortedMap<Integer, Version>> versions = new HashMap<>();
        for (LoadedStream stream : streams) {
            byName.put(stream.contract().name(), stream.contract());
            versions.put(stream.contract().name(), stream.versions());
        }
        this.contracts = Collections.unmodifiableSortedMap(byName);
        this.validator = new SchemaValidator(versions);
        this.streams = List.copyOf(streams);
    }

    List<LoadedStream> streams() {
        return streams;
    }

    /**
     * Loads every stream below the folders (each stream is a folder with a stream.yaml; a folder
     * that has one itself is one stream). Versions that are new are remembered, but only when
     * nothing is wrong.
     *
     * @param folders folders of streams, in order
     * @param digests a file on the data volume that remembers the digest of each published version;
     *     it is made if it does not exist
     * @throws BrokenContractsException naming every problem with file and pointer
     */
    public static LoadedStreams load(List<Path> folders, Path digests) {
        Problems problems = new Problems();
        List<LoadedStream> streams = read(folders, problems);
        DigestMemory memory = DigestMemory.read(digests, problems);
        streams.forEach(stream -> memory.take(stream, problems));
        problems.throwIfAny();
        memory.write(problems);
        problems.throwIfAny();
        return new LoadedStreams(streams);
    }

    /** Reads the streams without regard to what was published before. */
    static List<LoadedStream> read(List<Path> folders, Problems problems) {
        StreamReader reader = new StreamReader(new SchemaDialects(), problems);
        List<LoadedStream> streams =
                StreamFolders.find(folders, problems).stream()
                        .map(reader::read)
                        .flatMap(Optional::stream)
                        .toList();
        refuseClashes(streams, problems);
        return streams;
    }

    /** A name, and for now a dialect, leads to one stream. */
    private static void refuseClashes(List<LoadedStream> streams, Problems problems) {
        Map<String, LoadedStream> owners = new HashMap<>();
        for (LoadedStream stream : streams) {
            claim(owners, "name " + stream.contract().name(), stream, problems);
            for (String dialect : stream.contract().dialects()) {
                claim(owners, "dialect " + dialect, stream, problems);
            }
        }
    }

    private static void claim(
            Map<String, LoadedStream> owners,
            String claimed,
            LoadedStream stream,
            Problems problems) {
        LoadedStream owner = owners.putIfAbsent(claimed, stream);
        if (owner != null) {
            problems.add(
                    stream.folder().path(StreamFolders.CONTRACT),
                    "the "
                            + claimed
                            + " is taken by "
                            + owner.folder().path(StreamFolders.CONTRACT));
        }
    }

    @Override
    public Optional<Contract> find(StreamName name) {
        return Optional.ofNullable(contracts.get(name));
    }

    @Override
    public Collection<Contract> all() {
        return contracts.values();
    }

    /** The validator of these streams. */
    public EventValidator validator() {
        return validator;
    }
}
