package dev.headrace.plugin.aws;

import dev.headrace.plugin.aws.ObjectWriter.Content;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Sends an object's bytes in parts as they are written, and keeps the last ones back: not more than
 * a part and a bite. For one thread.
 */
final class PartOutput extends OutputStream {

    private static final int BITE = 256 << 10;

    private final Upload upload;
    private final int partSize;
    private final PartBuffer buffer = new PartBuffer();
    private Optional<Exception> failure = Optional.empty();

    PartOutput(Upload upload, int partSize) {
        this.upload = upload;
        this.partSize = partSize;
    }

    /** Takes all of a content; what a part met is thrown as it is. */
    Content.Amount take(Content content) throws IOException, SinkException, InterruptedException {
        try {
            return content.writeTo(this);
        } catch (Failed e) {
            switch (failure.orElseThrow(() -> new IllegalStateException(e))) {
                case SinkException reason -> throw reason;
                case InterruptedException reason -> throw reason;
                default -> throw e;
            }
        }
    }

    /** What was not sent yet. */
    PartBuffer rest() {
        return buffer;
    }

    /** How many bytes were written. */
    long size() {
        return (long) upload.parts() * partSize + buffer.size();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length && failure.isEmpty(); done += BITE) {
            buffer.write(bytes, offset + done, Math.min(BITE, length - done));
            sendParts();
        }
        // After a failure whatever closes what it has opened writes its end, too: into nothing.
    }

    private void sendParts() throws IOException {
        try {
            while (buffer.size() > partSize) {
                upload.part(buffer, partSize);
                buffer.drop(partSize);
            }
        } catch (SinkException | InterruptedException e) {
            failure = Optional.of(e);
            throw new Failed();
        }
    }

    /** A part could not be sent; the reason is kept beside it. */
    private static final class Failed extends IOException {

        private static final long serialVersionUID = 1L;

        private Failed() {
            super("a part could not be sent");
        }
    }
}
