package dev.headrace.app;

import dev.headrace.publishing.Beginning;
import dev.headrace.publishing.Clearance;
import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code headrace.sinks.<name>.…}: the type, whether the sink is required, where it begins
 * when it is new, and what it is cleared for; what else stands there is handed to the sink's
 * plugin, which checks it.
 */
final class SinksReader {

    static final String TYPE = "type";
    static final String REQUIRED = "required";
    static final String FROM = "from";
    static final String CLEARANCE = "clearance";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final SettingValues values;
    private final Problems problems;

    SinksReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The names of the sinks that keys speak of, well formed or not. */
    static Set<String> names(Collection<String> keys) {
        var names = new TreeSet<String>();
        for (String key : keys) {
            if (key.startsWith(KnownSettings.SINKS)) {
                String rest = key.substring(KnownSettings.SINKS.length());
                int dot = rest.indexOf('.');
                if (dot > 0) {
                    names.add(rest.substring(0, dot));
                }
            }
        }
        return names;
    }

    List<SinkSettings> read() {
        Set<String> keys = values.keys();
        Set<String> names = names(keys);
        refuseStray(keys, names);
        return names.stream().flatMap(name -> sink(name, keys).stream()).toList();
    }

    private void refuseStray(Set<String> keys, Set<String> names) {
        for (String key : keys) {
            if (key.startsWith(KnownSettings.SINKS)
                    && names.stream().noneMatch(name -> key.startsWith(prefix(name)))) {
                problems.add(
                        key,
                        "is not a sink's setting: write headrace.sinks.<name>.type and the sink's own keys",
                        values.place(key));
            }
        }
    }

    private Optional<SinkSettings> sink(String name, Set<String> keys) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    prefix(name) + "…",
                    "a sink's name is a lower-case letter, then lower-case letters, digits or hyphens, at most 32");
            return Optional.empty();
        }
        Required required = required(name);
        Beginning from = from(name);
        Map<String, String> own = texts(name, keys);
        String type = own.remove(TYPE);
        if (type == null) {
            problems.add(
                    prefix(name) + TYPE,
                    "is missing: a sink needs a type, for example file or postgresql");
            return Optional.empty();
        }
        return Optional.of(new SinkSettings(name, type, required, from, clearance(name), own));
    }

    private Map<String, String> texts(String name, Set<String> keys) {
        Map<String, String> texts = new TreeMap<>();
        for (String key : keys) {
            if (key.startsWith(prefix(name))
                    && !key.equals(prefix(name) + REQUIRED)
                    && !key.equals(prefix(name) + FROM)
                    && !key.equals(prefix(name) + CLEARANCE)) {
                values.text(key)
                        .ifPresent(text -> texts.put(key.substring(prefix(name).length()), text));
            }
        }
        return texts;
    }

    private Required required(String name) {
        Setting<Boolean> setting =
                Setting.with(
                        prefix(name) + REQUIRED,
                        "true",
                        SettingText::flag,
                        "Whether the sink's backlog holds the event log.");
        return values.find(setting).orElse(true) ? Required.REQUIRED : Required.OPTIONAL;
    }

    private Beginning from(String name) {
        Setting<Beginning> setting =
                Setting.with(
                        prefix(name) + FROM,
                        "end",
                        SettingText::beginning,
                        "Where the sink begins in the event log when it is new.");
        return values.find(setting).orElse(new Beginning.AtEnd());
    }

    private Clearance clearance(String name) {
        Setting<Clearance> setting =
                Setting.with(
                        prefix(name) + CLEARANCE,
                        "personal",
                        SettingText.word(Clearance.class),
                        "What the sink may be given of classified fields.");
        return values.find(setting).orElse(Clearance.PERSONAL);
    }

    private static String prefix(String name) {
        return KnownSettings.SINKS + name + ".";
    }
}
