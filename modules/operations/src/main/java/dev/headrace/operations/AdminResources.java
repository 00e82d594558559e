package dev.headrace.operations;

import java.util.Set;

/**
 * Resources of other modules below {@code /admin}, behind the same guard; the application names
 * them. They show and change nothing by themselves: a change needs the journal of this module.
 *
 * @param classes JAX-RS resources, each with its path below {@code /admin}
 */
public record AdminResources(Set<Class<?>> classes) {

    public AdminResources {
        classes = Set.copyOf(classes);
    }
}
