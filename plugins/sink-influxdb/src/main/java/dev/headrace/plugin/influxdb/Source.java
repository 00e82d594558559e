package dev.headrace.plugin.influxdb;

import dev.headrace.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the value of a tag or field comes from. */
sealed interface Source {

    /** A member of the event, by its slot. */
    record Member(int slot) implements Source {}

    /** The same in every point; UTF-8. */
    record Constant(byte[] utf8) implements Source {}

    /** What Headrace knows of the event. */
    record Envelope(Part part) implements Source {}

    /** What Headrace knows of an event, by the name that a contract calls it. */
    enum Part {
        ID("$id"),
        STREAM("$stream"),
        SCHEMA_VERSION("$schema-version"),
        ORGANISATION("$organisation"),
        KEY("$key"),
        OCCURRED_AT("$occurred-at"),
        PRINCIPAL_KIND("$principal/kind"),
        PRINCIPAL_NAME("$principal/name"),
        EVENT("$event"),
        /** Not for contracts: part of every point. */
        NODE(""),
        /** Not for contracts: part of every point. */
        LAP("");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        static Optional<Part> named(String word) {
            return Arrays.stream(values())
                    .filter(part -> !part.word.isEmpty() && part.word.equals(word))
                    .findFirst();
        }

        static String words() {
            return Arrays.stream(values())
                    .map(part -> part.word)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        /** The part's text; empty where the record has none. */
        String text(SinkRecord record, PointPlace place) {
            return switch (this) {
                case ID -> record.id();
                case STREAM -> record.stream();
                case SCHEMA_VERSION -> Integer.toString(record.schemaVersion());
                case ORGANISATION -> record.organisation().orElse("");
                case KEY -> record.key().orElse("");
                case OCCURRED_AT -> record.occurredAt().toString();
                case PRINCIPAL_KIND -> record.principal().kind();
                case PRINCIPAL_NAME -> record.principal().name();
                case EVENT -> StandardCharsets.UTF_8.decode(record.json()).toString();
                case NODE -> place.node();
                case LAP -> place.lap();
            };
        }
    }
}
