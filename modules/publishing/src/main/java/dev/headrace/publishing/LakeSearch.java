package dev.headrace.publishing;

import dev.headrace.publishing.ReplayRequest.Source.StoredIn;
import dev.headrace.sink.Lake.Selection;
import dev.headrace.sink.Lake.StoredObject;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/** Finds what of a lake a request means, by reading all of it once. */
final class LakeSearch {

    private LakeSearch() {}

    /**
     * Counts the lines of the objects.
     *
     * @throws IllegalArgumentException when the lake cannot be read, or holds what cannot be
     *     delivered again
     */
    static ChosenObjects of(StoredIn stored, Lakes lakes) {
        try (var reader = new LakeReader(lakes, stored.place())) {
            var found = new ArrayList<StoredObject>();
            reader.list(selection(stored), found::add);
            if (found.size() > ChosenObjects.MOST) {
                throw new IllegalArgumentException(
                        found.size()
                                + " objects are more than one replay takes: choose fewer dates");
            }
            var rows = new ArrayList<ChosenObjects.Row>();
            for (StoredObject object : found) {
                rows.add(new ChosenObjects.Row(object, lines(reader, object)));
            }
            return new ChosenObjects(rows);
        } catch (SinkException e) {
            throw new IllegalArgumentException(
                    stored.place() + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a lake was read", e);
        }
    }

    static Selection selection(StoredIn stored) {
        return new Selection(stored.stream().value(), stored.from(), stored.to(), stored.values());
    }

    private static long lines(LakeReader reader, StoredObject object)
            throws SinkException, InterruptedException {
        try (var lines = new LakeLines(reader.read(object.name()))) {
            Optional<byte[]> line = lines.next();
            if (line.filter(StoredLine::isFlattened).isPresent()) {
                throw new IllegalArgumentException(
                        "the lake's lines are flattened, and no event can be made of them again");
            }
            while (line.isPresent()) {
                line = lines.next();
            }
            return lines.number() + 1;
        } catch (IOException e) {
            throw new IllegalArgumentException(object.name() + " is not whole", e);
        }
    }
}
