package dev.headrace.validation;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** JSON as contracts are read: one document, no name twice. */
final class StrictJson {

    static final JsonMapper MAPPER = mapper(StreamReadConstraints.defaults());

    /** For schemas: checking one takes many frames of the stack for each level. */
    static final JsonMapper SHALLOW =
            mapper(StreamReadConstraints.builder().maxNestingDepth(100).build());

    private StrictJson() {}

    private static JsonMapper mapper(StreamReadConstraints constraints) {
        return JsonMapper.builder(
                        JsonFactory.builder()
                                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                .streamReadConstraints(constraints)
                                .build())
                .build();
    }
}
