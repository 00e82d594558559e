package dev.headrace.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the body and does nothing with it. */
@ApplicationScoped
@Path(SignedRequests.PATH)
public class BareResource {

    private static final byte[] ANSWER =
            "{\"receipt\":\"\",\"accepted\":0,\"duplicates\":0,\"suppressed\":[],\"rejected\":[]}"
                    .getBytes(StandardCharsets.UTF_8);

    /** Answers when the whole body is in memory. */
    @POST
    public Response post(@HeaderParam("Content-Length") int length, InputStream body)
            throws IOException {
        byte[] bytes = new byte[length];
        if (body.readNBytes(bytes, 0, length) < length || body.read() >= 0) {
            throw new EOFException("the body is not as long as announced");
        }
        return Response.accepted(ANSWER).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
