package dev.headrace.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that has to be one JSON object. A list is refused when its bracket is read, before
 * anything of it is kept; what else is wrong with the JSON is for the decoder.
 */
final class OneObject extends FilterInputStream {

    private boolean begun;

    OneObject(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            look((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int i = 0; i < read && !begun; i++) {
            look(bytes[offset + i]);
        }
        return read;
    }

    private void look(byte one) {
        if (!begun && one != ' ' && one != '\t' && one != '\n' && one != '\r') {
            begun = true;
            if (one == '[') {
                throw new RequestRefusedException(
                        Problem.NOT_JSON,
                        "the body is one JSON object; POST /v1/streams/{stream}/events takes lists");
            }
        }
    }
}
