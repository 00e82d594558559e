package dev.headrace.operations;

import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Makes JAX-RS responses. */
final class AdminAnswers {

    private static final int ACCEPTED = 202;

    private AdminAnswers() {}

    static Response ok(Consumer<JsonGenerator> fields) {
        return Response.ok(AdminJson.object(fields), AdminJson.JSON).build();
    }

    /** Begun, and not done yet: where to look. */
    static Response begun(String where, Consumer<JsonGenerator> fields) {
        return Response.status(ACCEPTED)
                .header("Location", where)
                .type(AdminJson.JSON)
                .entity(AdminJson.object(fields))
                .build();
    }

    static Response refused(AdminProblem problem, String detail) {
        return Response.status(problem.status())
                .type(AdminJson.PROBLEM_JSON)
                .entity(AdminJson.problem(problem, detail))
                .build();
    }
}
