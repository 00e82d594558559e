package dev.headrace.operations;

import java.util.Set;

/**
 * Resources of other modules below {@code /admin}, behind the same guard; the application names
 * them. What they change goes through {@link AdminJournal#change}.
 *
 * @param classes JAX-RS resources, each with its path below {@code /admin}
 */
public record AdminResources(Set<Class<?>> classes) {

    public AdminResources {
        classes = Set.copyOf(classes);
    }
}
