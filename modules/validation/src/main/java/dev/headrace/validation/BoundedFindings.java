package dev.headrace.validation;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Looks for everything that is wrong with an event and ends soon where that is very much, so that
 * an event full of mistakes costs no more than a valid one.
 */
final class BoundedFindings extends ExecutionContext {

    /** More than are told, because several findings may be told as one. */
    private static final int MOST = 32;

    /** With those of forms that were only tried, as in a choice. */
    private static final int MOST_TRIED = 1_000;

    private int tried;

    private BoundedFindings(ExecutionConfig config) {
        super(config);
    }

    /** What is wrong; never more than the bound, of an event with more the first. */
    static List<Error> of(Schema schema, JsonNode event, ExecutionConfig config) {
        var findings = new BoundedFindings(config);
        try {
            schema.validate(findings, event);
            return findings.getErrors();
        } catch (EnoughException e) {
            return findings.getErrors().stream()
                    .filter(error -> !SchemaPath.of(error.getEvaluationPath()).isTried())
                    .toList();
        }
    }

    @Override
    public void addError(Error error) {
        super.addError(error);
        tried++;
        if (getErrors().size() >= MOST || tried >= MOST_TRIED) {
            throw new EnoughException();
        }
    }

    /** Ends the search; not a failure, therefore without a stack trace. */
    private static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private EnoughException() {
            super("enough was found", null, false, false);
        }
    }
}
