package dev.headrace.app;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key of the settings.
 *
 * @param key the full key, for example {@code headrace.log.quota}
 * @param defaultText the text that stands when none is given; may refer to <code>
 *     ${headrace.data-dir}
 *     </code> and <code>${headrace.home}</code>; empty leaves the setting absent
 * @param read makes the value of a text; its IllegalArgumentException says what would be right and
 *     does not repeat the text
 * @param disclosure whether messages may show the text
 * @param doc one line for people
 */
record Setting<T>(
        String key,
        Optional<String> defaultText,
        Function<String, T> read,
        Disclosure disclosure,
        String doc) {

    /** Whether a setting's text may be shown. */
    enum Disclosure {
        SHOWN,
        SECRET
    }

    static <T> Setting<T> with(
            String key, String defaultText, Function<String, T> read, String doc) {
        return new Setting<>(key, Optional.of(defaultText), read, Disclosure.SHOWN, doc);
    }

    static <T> Setting<T> optional(String key, Function<String, T> read, String doc) {
        return new Setting<>(key, Optional.empty(), read, Disclosure.SHOWN, doc);
    }

    static Setting<String> secret(String key, String doc) {
        return new Setting<>(key, Optional.empty(), text -> text, Disclosure.SECRET, doc);
    }

    /** The name of the environment variable, by MicroProfile's mapping. */
    String variable() {
        return variable(key);
    }

    /**
     * MicroProfile's mapping: upper case, and an underscore for what is neither letter nor digit.
     */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
