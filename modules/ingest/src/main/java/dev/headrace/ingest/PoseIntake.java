package dev.headrace.ingest;

import dev.headrace.auth.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes a batch of frames in either form: it goes into the event log as one event, its frames as
 * they are. Safe for use by any number of threads.
 */
public final class PoseIntake {

    /** On the wire; what it inflates to is bounded by the stream. */
    static final long MOST_BYTES = 256 * 1024;

    private final IngestPipeline pipeline;

    /** An intake in front of a pipeline. */
    public PoseIntake(IngestPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * A batch that was read.
     *
     * @param session the session of the credentials, told apart from those of other organisations
     * @param sequence its number
     * @param frames how many
     */
    record Batch(String session, long sequence, int frames) {}

    /** What became of a batch. */
    record Taken(IngestAnswer answer, Batch batch) {}

    /**
     * Takes a batch: when this returns, it is on disk, unless the receipt says otherwise.
     *
     * @param exercise what is exercised, where the request says it beside the body
     * @throws RequestRefusedException when it is no batch, or the caller may not send it
     */
    public IngestAnswer ingest(IngestRequest request, Optional<String> exercise) {
        return take(request, exercise).answer();
    }

    Taken take(IngestRequest request, Optional<String> exercise) {
        if (request.contentLength() > MOST_BYTES) {
            throw new RequestRefusedException(
                    Problem.TOO_LARGE, "a batch has at most " + MOST_BYTES + " bytes");
        }
        var reading = new Reading(Form.of(request.contentType()), exercise);
        IngestAnswer answer = pipeline.ingest(request.with(Answer.JSON, request.body()), reading);
        return new Taken(answer, reading.batch());
    }

    /** How a batch is written. */
    private enum Form {
        COMPACT,
        READABLE;

        static Form of(Optional<String> contentType) {
            String type = contentType.orElse("");
            int semicolon = type.indexOf(';');
            String plain = (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
            return switch (plain.toLowerCase(Locale.ROOT)) {
                case PoseBinary.TYPE -> COMPACT;
                case Answer.JSON -> READABLE;
                default ->
                        throw new RequestRefusedException(
                                Problem.UNSUPPORTED_MEDIA_TYPE,
                                "Content-Type is " + PoseBinary.TYPE + " or " + Answer.JSON);
            };
        }
    }

    /** One request. */
    private static final class Reading implements BodyStep {

        private final Form form;
        private final Optional<String> exercise;
        private Batch batch = new Batch("", 0, 0);

        private Reading(Form form, Optional<String> exercise) {
            this.form = form;
            this.exercise = exercise;
        }

        @Override
        public void apply(IngestRequest request, Body body) {
            PoseBatch read =
                    switch (form) {
                        case COMPACT -> PoseBinary.read(body.bytes(), body.length(), exercise);
                        case READABLE -> PoseJson.read(body.bytes(), body.length());
                    };
            batch = new Batch(batch.session(), read.sequence(), read.count());
            body.become(read.event());
        }

        @Override
        public void sorted(Scope scope, List<RequestPlace> places) {
            batch =
                    new Batch(
                            scope.only().orElse("") + '/' + scope.session().orElse(""),
                            batch.sequence(),
                            batch.frames());
        }

        private Batch batch() {
            return batch;
        }
    }
}
