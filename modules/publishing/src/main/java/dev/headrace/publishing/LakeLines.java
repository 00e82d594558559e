package dev.headrace.publishing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of one object that are not blank, each with its number from 0. A line that is longer
 * than any event may be counts, and is given as empty. For one thread.
 */
final class LakeLines implements AutoCloseable {

    /** Far more than any contract lets an event be, with its envelope. */
    private static final int LONGEST = 64 << 20;

    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number = -1;

    LakeLines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. */
    Optional<byte[]> next() throws IOException {
        while (true) {
            var line = new ByteArrayOutputStream();
            boolean more = fill(line);
            byte[] bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                number++;
                return Optional.of(bytes.length > LONGEST ? new byte[0] : bytes);
            }
            if (!more) {
                return Optional.empty();
            }
        }
    }

    /** The number of the line that was given last. */
    long number() {
        return number;
    }

    /** Takes bytes to the end of the line; false at the end of the object. */
    private boolean fill(ByteArrayOutputStream line) throws IOException {
        while (true) {
            if (from == to) {
                to = Math.max(in.read(buffer), 0);
                from = 0;
                if (to == 0) {
                    return false;
                }
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (line.size() <= LONGEST) {
                line.write(buffer, from, end - from);
            }
            from = Math.min(end + 1, to);
            if (end < to) {
                return true;
            }
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
