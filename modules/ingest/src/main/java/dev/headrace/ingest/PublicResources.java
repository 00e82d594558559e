package dev.headrace.ingest;

import java.util.Set;

/**
 * Resources of other modules that the public listener serves beside the doors; the application
 * names them.
 *
 * @param classes JAX-RS resources, each with its whole path
 */
public record PublicResources(Set<Class<?>> classes) {

    public PublicResources {
        classes = Set.copyOf(classes);
    }
}
