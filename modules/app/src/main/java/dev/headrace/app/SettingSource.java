package dev.headrace.app;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * One source of settings for MicroProfile Config that also knows where each text was written.
 *
 * @param name for people
 * @param ordinal MicroProfile's priority: the higher wins
 * @param entries the texts by full key
 */
record SettingSource(String name, int ordinal, Map<String, Entry> entries) implements ConfigSource {

    static final int OPTIONS = 400;
    static final int ENVIRONMENT = 300;
    static final int FILE = 200;
    static final int REFERENCES = 100;

    /**
     * One text.
     *
     * @param place where it was written, for example {@code headrace.yaml, line 3}
     */
    record Entry(String text, String place) {}

    SettingSource {
        entries = Map.copyOf(entries);
    }

    /** Where a key was written, if it is in this source. */
    Optional<String> place(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::place);
    }

    @Override
    public Set<String> getPropertyNames() {
        return entries.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.text();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ordinal;
    }

    /** Leaves out the texts: some are secrets. */
    @Override
    public String toString() {
        return "SettingSource[" + name + "]";
    }
}
