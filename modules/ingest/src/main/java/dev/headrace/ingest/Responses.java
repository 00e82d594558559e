package dev.headrace.ingest;

import jakarta.ws.rs.core.Response;

/** Makes JAX-RS responses of answers. */
final class Responses {

    private Responses() {}

    static Response of(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        if (!answer.type().isEmpty()) {
            response.type(answer.type()).entity(answer.body());
        }
        answer.headers().forEach(response::header);
        return response.build();
    }
}
