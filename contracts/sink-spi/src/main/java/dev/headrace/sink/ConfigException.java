package dev.headrace.sink;

import java.util.List;

/** Settings that do not fit; carries every problem, not only the first. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One setting that does not fit.
     *
     * @param key the setting, without the sink's prefix
     * @param message what is wrong and what would be right; never a secret's value
     */
    public record Problem(String key, String message) {}

    public ConfigException(List<Problem> problems) {
        super(String.join("; ", problems.stream().map(p -> p.key() + ": " + p.message()).toList()));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String key, String message) {
        this(List.of(new Problem(key, message)));
    }

    /** Every problem: the unknown settings by name, then the others in their declared order. */
    public List<Problem> problems() {
        return problems;
    }
}
