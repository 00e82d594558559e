package dev.headrace.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some places of an event, by JSON Pointer, each with a word on what is to be done there, ready to
 * change events: only what changes is written anew, every other byte stays as it was. Works on JSON
 * that was checked at the door. Immutable, for any number of threads.
 *
 * @param <R> what is said of a place
 */
public final class FieldPlaces<R> {

    /** Every member or element that no pointer names. */
    public static final String ANY = "*";

    private final Place<R> root;

    private FieldPlaces(Place<R> root) {
        this.root = root;
    }

    /** What becomes of a value. */
    public sealed interface Change {

        /** Nothing. */
        record None() implements Change {}

        /** The member goes, with its name; an element of an array becomes null. */
        record Remove() implements Change {}

        /** Another value, as JSON. */
        @SuppressWarnings("ArrayRecordComponent") // written once, and gone
        record Replace(byte[] json) implements Change {}

        /**
         * Another member, with a name of its own, as JSON; an element of an array becomes null.
         *
         * @param name the other name, as JSON: with its quotes
         */
        @SuppressWarnings("ArrayRecordComponent") // written once, and gone
        record ReplaceMember(byte[] name, byte[] json) implements Change {}
    }

    /** Decides on one value. */
    public interface Changer<R> {

        /**
         * What becomes of the value at a place.
         *
         * @param at what is said of the place
         * @param json the array that holds the value's JSON, from {@code from} up to {@code to}
         */
        Change change(R at, byte[] json, int from, int to);
    }

    /**
     * The places.
     *
     * @param byPointer pointers of which none leads into another's place
     */
    public static <R> FieldPlaces<R> of(Map<String, ? extends R> byPointer) {
        var root = new Place<R>();
        byPointer.forEach((pointer, said) -> {
            Place<R> place = root;
            for (String name : names(pointer)) {
                place = place.members.computeIfAbsent(name, any -> new Place<>());
            }
            place.said = said;
        });
        root.freeze();
        return new FieldPlaces<>(root);
    }

    /** Whether two pointers lead to the same place, or one into the other's. */
    public static boolean touch(String one, String other) {
        List<String> first = names(one);
        List<String> second = names(other);
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            String name = first.get(i);
            if (!name.equals(second.get(i)) && !name.equals(ANY) && !second.get(i).equals(ANY)) {
                return false;
            }
        }
        return true;
    }

    /** How many names a pointer has. */
    static int depth(String pointer) {
        return names(pointer).size();
    }

    private static List<String> names(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }

    /** The event with the changes; empty when there are none, and then nothing was copied. */
    public Optional<byte[]> change(byte[] json, int offset, int length, Changer<R> changer) {
        var walk = new Walk<>(json, offset, offset + length, changer);
        walk.value(root);
        return walk.changed();
    }

    /** A place on the way of a pointer. */
    private static final class Place<R> {

        private final Map<String, Place<R>> members = new LinkedHashMap<>();
        private @Nullable Place<R> any;
        private @Nullable R said;
        private byte[][] names = {};
        private List<Place<R>> named = List.of();

        void freeze() {
            any = members.remove(ANY);
            names =
                    members.keySet().stream()
                            .map(name -> name.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new);
            named = List.copyOf(members.values());
            named.forEach(Place::freeze);
            if (any != null) {
                any.freeze();
            }
        }

        @Nullable Place<R> member(byte[] json, int from, int to) {
            for (int i = 0; i < names.length; i++) {
                if (Arrays.equals(names[i], 0, names[i].length, json, from, to)) {
                    return named.get(i);
                }
            }
            return any;
        }

        @Nullable Place<R> element(int index) {
            return members.isEmpty() ? any : memberNamed(Integer.toString(index));
        }

        @Nullable Place<R> memberNamed(String name) {
            Place<R> place = members.get(name);
            return place == null ? any : place;
        }
    }

    /** One event. */
    private static final class Walk<R> extends JsonWalk {

        private static final int NO_MEMBER = -1;
        private static final byte[] COLON = {':'};

        private final Changer<R> changer;
        private final int start;
        private @Nullable ByteArrayOutputStream out;
        private int written;
        private int memberFrom = NO_MEMBER;

        Walk(byte[] json, int from, int to, Changer<R> changer) {
            super(json, from, to);
            this.changer = changer;
            this.start = from;
            this.written = from;
        }

        Optional<byte[]> changed() {
            ByteArrayOutputStream changed = out;
            if (changed == null) {
                return Optional.empty();
            }
            changed.write(json, written, end - written);
            return Optional.of(changed.toByteArray());
        }

        /** Reads a value in which there are places. */
        void value(Place<R> place) {
            switch (peek()) {
                case '{' -> object(place);
                case '[' -> array(place);
                default -> skipValue();
            }
        }

        private void object(Place<R> place) {
            at++;
            boolean kept = false;
            int before = at; // behind the last member
            while (peek() != '}') {
                if (json[at] == ',') {
                    at++;
                    peek();
                }
                int name = at;
                if (!removes(named(place))) {
                    kept = true;
                } else if (kept) {
                    cut(before, at); // with the comma before it
                } else {
                    cut(name, behindComma()); // with the comma behind it
                }
                before = at;
            }
            at++;
        }

        private boolean removes(@Nullable Place<R> member) {
            if (member == null) {
                skipValue();
                return false;
            }
            return reach(member);
        }

        /** The start of the next member, or where the walk is when there is none. */
        private int behindComma() {
            int valueEnd = at;
            if (peek() != ',') {
                return valueEnd;
            }
            at++;
            peek();
            return at;
        }

        /** Reads a member's name up to its value. */
        private @Nullable Place<R> named(Place<R> place) {
            memberFrom = at;
            int from = at + 1;
            boolean escaped = skipString();
            int to = at - 1;
            peek();
            at++; // the colon
            peek();
            return escaped
                    ? place.memberNamed(JsonTexts.read(json, from - 1, to + 1))
                    : place.member(json, from, to);
        }

        private void array(Place<R> place) {
            at++;
            for (int index = 0; peek() != ']'; index++) {
                if (json[at] == ',') {
                    at++;
                    peek();
                }
                Place<R> element = place.element(index);
                int from = at;
                memberFrom = NO_MEMBER;
                if (element == null) {
                    skipValue();
                } else if (reach(element)) {
                    replace(from, at, JsonTexts.NULL);
                }
            }
            at++;
        }

        /** Reads a value at a place or on the way to one; whether it is to be removed. */
        private boolean reach(Place<R> place) {
            R said = place.said;
            if (said == null) {
                value(place);
                return false;
            }
            int from = at;
            skipValue();
            return switch (changer.change(said, json, from, at)) {
                case Change.None none -> false;
                case Change.Remove remove -> true;
                case Change.Replace(byte[] other) -> {
                    replace(from, at, other);
                    yield false;
                }
                case Change.ReplaceMember(byte[] name, byte[] other) -> {
                    if (memberFrom == NO_MEMBER) {
                        yield true;
                    }
                    replace(memberFrom, from, name);
                    replace(from, from, COLON);
                    replace(from, at, other);
                    yield false;
                }
            };
        }

        private void cut(int from, int to) {
            replace(from, to, new byte[0]);
        }

        private void replace(int from, int to, byte[] other) {
            ByteArrayOutputStream changed = out;
            if (changed == null) {
                changed = new ByteArrayOutputStream(end - start + 64);
                out = changed;
            }
            changed.write(json, written, from - written);
            changed.writeBytes(other);
            written = to;
        }
    }
}
