package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to deliver again.
 *
 * @param sink the sink that gets it
 * @param source where it comes from
 * @param recordsPerSecond most records per second, at least 1
 * @param repeats whether a sink that cannot recognise a repeat may get one
 */
public record ReplayRequest(String sink, Source source, int recordsPerSecond, Repeats repeats) {

    /** Where the records come from. */
    public sealed interface Source {

        /**
         * Dead letters that were not replayed with success before.
         *
         * @param refusedBy the sink that refused them; usually the one that gets them
         * @param stream of this stream only
         * @param code of this reason only
         * @param from refused at or after this
         * @param until refused before this
         */
        record DeadLettersOf(
                String refusedBy,
                Optional<StreamName> stream,
                Optional<String> code,
                Optional<Instant> from,
                Optional<Instant> until)
                implements Source {}

        /**
         * Accepted events that are still in the log, whether the sink had them or not.
         *
         * @param stream of this stream only
         * @param from received at or after this
         * @param until received before this
         */
        record LogRange(Optional<StreamName> stream, Instant from, Instant until)
                implements Source {}

        /**
         * Events that a sink has written to a lake.
         *
         * @param place a configured sink's name, a folder, or an address as {@code s3://lake/web}
         * @param stream the stream that they are of
         * @param from received on this date (UTC) or later
         * @param to received on this date or earlier
         * @param values empty for objects by stream and hour, else the first layout values of those
         *     below {@code data/}
         */
        record StoredIn(
                String place,
                StreamName stream,
                LocalDate from,
                LocalDate to,
                Optional<List<String>> values)
                implements Source {

            public StoredIn {
                values = values.map(List::copyOf);
            }
        }
    }

    /** What to do where the sink would take a repeat for a new record. */
    public enum Repeats {
        REFUSED,
        ALLOWED
    }
}
