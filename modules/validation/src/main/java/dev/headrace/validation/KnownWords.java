package dev.headrace.validation;

import dev.headrace.event.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fields whose value is one, or some, of a few words. */
final class KnownWords {

    private KnownWords() {}

    /** The words of a list that are known; the others become problems. Absent is empty. */
    static Set<String> some(YamlFields fields, String name, Collection<String> words) {
        Set<String> texts = fields.texts(name);
        if (fields.raw(name).isArray() && fields.raw(name).isEmpty()) {
            fields.problem(name, "is empty; leave it out, or name some of " + listed(words));
        }
        for (String text : texts) {
            if (!words.contains(text)) {
                fields.problem(name, unknown(text, words));
            }
        }
        return texts.stream().filter(words::contains).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The constant that a word means.
     *
     * @throws IllegalArgumentException if it is none, naming those that are
     */
    static <E extends Enum<E>> E one(Class<E> type, String text) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList();
        if (!words.contains(text)) {
            throw new IllegalArgumentException(unknown(text, words));
        }
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /**
     * What a word stands for.
     *
     * @throws IllegalArgumentException if it is unknown, naming those that are not
     */
    static <T> T named(Map<String, T> meanings, String text) {
        return Optional.ofNullable(meanings.get(text))
                .orElseThrow(() -> new IllegalArgumentException(unknown(text, meanings.keySet())));
    }

    private static String unknown(String text, Collection<String> words) {
        return text + " is none of " + listed(words) + NearestName.hint(text, words);
    }

    private static String listed(Collection<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }
}
