package dev.headrace.sink;

import java.util.Map;
import java.util.Optional;

/**
 * Implemented beside {@link SinkProvider} by a plugin that can read back what its sinks have
 * written, so that it can be delivered again. Optional: a sink without it is no worse a sink.
 */
public interface LakeProvider {

    /**
     * The settings that lead to a place as people name it: {@code /var/lake}, {@code
     * s3://example-lake/web}. What they leave out is taken from a configured sink of this type that
     * has one of them in common, where there is one.
     *
     * @return empty when this is no place that this type of sink writes to
     */
    Optional<Map<String, String>> settingsOf(String place);

    /** Makes a lake and opens nothing. */
    Lake lake(SinkConfig config);
}
