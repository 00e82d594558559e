package dev.headrace.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a body into memory: inflated, bounded while it streams, within the budget and in time. */
final class BodyReader {

    private static final int FIRST_BYTES = 8 * 1024;

    private final MemoryBudget budget;
    private final SlowBodyWatch watch;

    BodyReader(MemoryBudget budget, SlowBodyWatch watch) {
        this.budget = budget;
        this.watch = watch;
    }

    /**
     * Reads to the end.
     *
     * @param limit most bytes, after inflation
     * @throws RequestRefusedException when it is too large, too slow, truncated or not what it says
     */
    Body read(IngestRequest request, long limit) {
        if (request.contentLength() > limit) {
            throw tooLarge(limit);
        }
        try (SlowBodyWatch.Watched watched = watch.start()) {
            return readInTime(request, limit, watched);
        }
    }

    private Body readInTime(IngestRequest request, long limit, SlowBodyWatch.Watched watched) {
        try {
            InputStream inflated = Inflation.of(request.contentEncoding()).inflate(request.body());
            return readAll(
                    inflated,
                    firstSize(request, limit),
                    (int) Math.min(limit, Integer.MAX_VALUE - 8));
        } catch (IOException | RuntimeException e) {
            if (e instanceof RequestRefusedException refused) {
                throw refused;
            }
            if (watched.isLate()) {
                throw new RequestRefusedException(
                        Problem.SLOW_BODY,
                        "the whole body must arrive within " + watch.limit().toSeconds() + " s");
            }
            throw new RequestRefusedException(
                    Problem.BAD_REQUEST,
                    "the body ended early or is not encoded as Content-Encoding says");
        }
    }

    /** One byte more than announced, so that the end is seen without growing. */
    private static int firstSize(IngestRequest request, long limit) {
        boolean plain = request.contentEncoding().isEmpty() && request.contentLength() >= 0;
        return (int) Math.min(limit, plain ? request.contentLength() : FIRST_BYTES) + 1;
    }

    private Body readAll(InputStream in, int firstSize, int limit) throws IOException {
        byte[] bytes = reserve(firstSize);
        int length = 0;
        try {
            int read = in.read(bytes, 0, bytes.length);
            while (read >= 0) {
                length += read;
                if (length > limit) {
                    throw tooLarge(limit);
                }
                if (length == bytes.length) {
                    bytes = grow(bytes, limit);
                }
                read = in.read(bytes, length, bytes.length - length);
            }
            Body body = new Body(bytes, length, budget);
            bytes = new byte[0];
            return body;
        } finally {
            budget.giveBack(bytes.length);
        }
    }

    private byte[] reserve(int size) {
        budget.take(size);
        return new byte[size];
    }

    private byte[] grow(byte[] bytes, int limit) {
        int larger = (int) Math.min(bytes.length * 2L, limit + 1L);
        budget.take(larger);
        byte[] grown = Arrays.copyOf(bytes, larger);
        budget.giveBack(bytes.length);
        return grown;
    }

    private static RequestRefusedException tooLarge(long limit) {
        return new RequestRefusedException(
                Problem.TOO_LARGE,
                "a request to this stream has at most " + limit + " bytes, after inflation");
    }
}
