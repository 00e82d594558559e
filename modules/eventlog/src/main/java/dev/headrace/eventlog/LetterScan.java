package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetters.Count;
import dev.headrace.eventlog.DeadLetters.Kept;
import dev.headrace.eventlog.DeadLetters.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Reads dead letters back, block by block. A file that is gone was resolved as a whole meanwhile.
 * Safe for use by several threads.
 */
final class LetterScan {

    private final Storage storage;
    private final ResolvedLetters resolved;
    private final Damage damage;

    /** What was counted of a part, as long as it is as it was then. */
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    /** The forced part of a file. */
    record Part(int file, String path, long until) {}

    private record Kind(StreamName stream, String code) {}

    /** Counts of a part, and how much of its file was resolved before they were taken. */
    private record Counted(Part part, long resolvedBytes, Map<Kind, Long> letters) {}

    private record BlockPlace(int file, int block) {}

    LetterScan(Storage storage, ResolvedLetters resolved, Damage damage) {
        this.storage = storage;
        this.resolved = resolved;
        this.damage = damage;
    }

    /**
     * Searches parts in order.
     *
     * @param files the name of the sink's files
     */
    void find(String files, List<Part> parts, DeadLetterFilter filter, Predicate<Kept> reader) {
        Search search = new Search(files, filter, reader);
        for (Part part : parts) {
            if (search.goesOn) {
                scan(part, search);
            }
        }
    }

    List<Optional<DeadLetter>> read(List<Part> parts, List<Place> places) {
        Map<Place, DeadLetter> found = new HashMap<>();
        Map<BlockPlace, List<Place>> blocks = new HashMap<>();
        for (Place place : places) {
            blocks.computeIfAbsent(
                            new BlockPlace(place.file(), place.block()), b -> new ArrayList<>())
                    .add(place);
        }
        blocks.forEach((block, wanted) ->
                parts.stream()
                        .filter(part -> part.file() == block.file())
                        .forEach(part -> readBlock(part, block, wanted, found)));
        return places.stream().map(place -> Optional.ofNullable(found.get(place))).toList();
    }

    private void readBlock(
            Part part, BlockPlace block, List<Place> wanted, Map<Place, DeadLetter> found) {
        try (StorageFile file = storage.open(part.path())) {
            new BlockScan(part.path(), file, damage)
                    .readBlock(
                            (entry, at, from, to) -> {
                                Place place = place(part, at, from, to);
                                if (wanted.contains(place)) {
                                    found.put(place, DeadLetterCodec.decode(entry));
                                }
                            },
                            block.block(),
                            part.until());
        } catch (NoSuchFileException e) {
            damage.note(part.path(), block.block(), "the file is gone");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Counts a sink's letters; a part that is as it was is not read again.
     *
     * @param files the name of the sink's files
     */
    List<Count> counts(String sink, String files, List<Part> parts) {
        Map<Kind, Long> all = new HashMap<>();
        for (Part part : parts) {
            long bytes = resolved.bytes(files, part.file());
            Counted known = counted.get(part.path());
            if (known == null || !known.part().equals(part) || known.resolvedBytes() != bytes) {
                known = new Counted(part, bytes, count(sink, files, part));
                counted.put(part.path(), known);
            }
            known.letters().forEach((kind, letters) -> all.merge(kind, letters, Long::sum));
        }
        Map<String, Count> sorted = new TreeMap<>();
        all.forEach((kind, letters) ->
                sorted.put(
                        kind.stream().value() + ' ' + kind.code(),
                        new Count(sink, kind.stream(), kind.code(), letters)));
        return List.copyOf(sorted.values());
    }

    private Map<Kind, Long> count(String sink, String files, Part part) {
        Map<Kind, Long> letters = new HashMap<>();
        scan(
                part,
                new Search(
                        files,
                        DeadLetterFilter.of(sink),
                        kept -> {
                            DeadLetter letter = kept.letter();
                            letters.merge(new Kind(letter.stream(), letter.code()), 1L, Long::sum);
                            return true;
                        }));
        return letters;
    }

    private void scan(Part part, Search search) {
        try (StorageFile file = storage.open(part.path())) {
            new BlockScan(part.path(), file, damage)
                    .readPlaced(
                            (entry, block, from, to) ->
                                    search.take(entry, place(part, block, from, to)),
                            part.until());
        } catch (NoSuchFileException e) {
            counted.remove(part.path());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Place place(Part part, long block, long from, long to) {
        return new Place(part.file(), (int) block, (int) from, (int) to);
    }

    private static EventLogFailedException failed(IOException cause) {
        return new EventLogFailedException("the dead letters cannot be read", cause);
    }

    private final class Search {
        private final String files;
        private final DeadLetterFilter filter;
        private final Predicate<Kept> reader;
        private boolean goesOn = true;

        private Search(String files, DeadLetterFilter filter, Predicate<Kept> reader) {
            this.files = files;
            this.filter = filter;
            this.reader = reader;
        }

        private void take(byte[] entry, Place place) throws MalformedException {
            if (goesOn && !resolved.contains(files, place)) {
                DeadLetter letter = DeadLetterCodec.decode(entry);
                if (filter.matches(letter)) {
                    goesOn = reader.test(new Kept(place, letter));
                }
            }
        }
    }
}
