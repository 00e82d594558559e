package dev.headrace.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * The texts of all sources, by MicroProfile Config: the source of the highest priority that has a
 * key decides, an empty text there means the default, and <code>${NAME}</code> is replaced by
 * another setting or by a variable of the environment.
 */
final class SettingValues {

    private final Config config;
    private final List<SettingSource> sources;
    private final Problems problems;

    private SettingValues(Config config, List<SettingSource> sources, Problems problems) {
        this.config = config;
        this.sources = sources;
        this.problems = problems;
    }

    /**
     * Puts the sources together.
     *
     * @param sources the highest priority first
     * @param references what <code>${NAME}</code> may name besides settings
     */
    static SettingValues of(
            List<SettingSource> sources, Map<String, String> references, Problems problems) {
        var entries = new HashMap<String, SettingSource.Entry>();
        references.forEach(
                (name, text) -> entries.put(name, new SettingSource.Entry(text, "environment")));
        var all = new ArrayList<SettingSource>(sources);
        all.add(new SettingSource("references", SettingSource.REFERENCES, entries));
        Config config =
                ConfigProviderResolver.instance()
                        .getBuilder()
                        .withSources(all.toArray(SettingSource[]::new))
                        .build();
        return new SettingValues(config, List.copyOf(sources), problems);
    }

    /** Every key that a source has, sorted. */
    Set<String> keys() {
        var keys = new TreeSet<String>();
        sources.forEach(source -> keys.addAll(source.getPropertyNames()));
        return keys;
    }

    /** The text of a key, unless it is absent, empty, or refers to something that is not there. */
    Optional<String> text(String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            if (value.getValue() == null && value.getRawValue() != null) {
                problems.add(key, "refers to a name that is not set", place(key));
            }
            return Optional.ofNullable(value.getValue()).filter(text -> !text.isEmpty());
        } catch (IllegalArgumentException | NoSuchElementException e) {
            problems.add(key, "refers to itself, or to something that does", place(key));
            return Optional.empty();
        }
    }

    /** The value of a setting, unless it is absent or a problem. */
    <T> Optional<T> find(Setting<T> setting) {
        return text(setting.key()).flatMap(text -> read(setting, text));
    }

    private <T> Optional<T> read(Setting<T> setting, String text) {
        try {
            return Optional.of(setting.read().apply(text));
        } catch (IllegalArgumentException e) {
            String shown =
                    switch (setting.disclosure()) {
                        case SHOWN -> '"' + text + '"';
                        case SECRET -> "the text";
                    };
            problems.add(setting.key(), shown + " " + e.getMessage(), place(setting.key()));
            return Optional.empty();
        }
    }

    /** Where the text of a key was written. */
    String place(String key) {
        return sources.stream()
                .flatMap(source -> source.place(key).stream())
                .findFirst()
                .orElse("default");
    }

    /** The priority of the source that decides on a key; 0 when no source has it. */
    int priority(String key) {
        return sources.stream()
                .filter(source -> source.place(key).isPresent())
                .mapToInt(SettingSource::ordinal)
                .findFirst()
                .orElse(0);
    }
}
