package dev.headrace.validation;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One version of a stream's schema, ready to check events. Safe for use by any number of threads.
 *
 * @param documents the texts that it was made of
 * @param schema the compiled form
 */
record Version(int number, SchemaDocuments documents, Schema schema) {

    /**
     * Shared, because the library else builds two for each event. It stops at the first finding, so
     * that an event full of mistakes costs no more than another.
     */
    private static final ExecutionConfig FIRST_FINDING =
            ExecutionConfig.builder()
                    .formatAssertionsEnabled(true)
                    .readOnly(true)
                    .failFast(true)
                    .build();

    /** For the one keyword of which the first finding alone says too little. */
    private static final ExecutionConfig ALL_FINDINGS =
            ExecutionConfig.builder().formatAssertionsEnabled(true).readOnly(true).build();

    /**
     * What is wrong with an event: nothing, or the first finding in the order of the schema, or,
     * where the event is none of several forms, the findings of each.
     */
    static List<Error> findings(Schema schema, JsonNode event) {
        List<Error> first = findings(schema, event, FIRST_FINDING);
        return first.size() == 1 && first.getFirst().getKeyword().equals("oneOf")
                ? findings(schema, event, ALL_FINDINGS)
                : first;
    }

    private static List<Error> findings(Schema schema, JsonNode event, ExecutionConfig config) {
        ExecutionContext context = new ExecutionContext(config);
        try {
            schema.validate(context, event);
            return context.getErrors();
        } catch (FailFastAssertionException e) {
            return e.getErrors();
        }
    }

    /** What is wrong with an event, as far as it has to be known. */
    List<Error> findings(JsonNode event) {
        return findings(schema, event);
    }

    /** All that is wrong with an event, or as much of it as is found within bounds. */
    List<Error> allFindings(JsonNode event) {
        return BoundedFindings.of(schema, event, ALL_FINDINGS);
    }
}
