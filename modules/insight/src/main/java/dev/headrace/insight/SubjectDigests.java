package dev.headrace.insight;

import java.util.Optional;

/**
 * Keyed digests of what rules count by, so that nobody can find a value by trying all. The same
 * value has the same digest for as long as the organisation's oldest key is there. Safe for use by
 * several threads.
 */
@FunctionalInterface
public interface SubjectDigests {

    /**
     * The digest of a text.
     *
     * @param organisation whose key; empty: that of rules over all organisations
     * @throws StoreUnavailableException when the key cannot be read now
     */
    String of(Optional<String> organisation, String text);
}
