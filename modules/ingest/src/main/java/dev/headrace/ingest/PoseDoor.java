package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.Receipt;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes the poses that a page sees, a batch of frames a request. 202 says how many frames were
 * taken, which batch is the next, and which are missing; a batch that comes again is a duplicate.
 * 400 is for what is no batch, 422 for one whose numbers break the contract.
 */
final class PoseDoor implements DialectDoor {

    static final String PATH = "/v1/pose/frames";

    private static final int ACCEPTED = 202;
    private static final int REJECTED = 422;
    private static final String EXERCISE = "exercise_id";

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;
    private final PoseSequences sequences = new PoseSequences();

    PoseDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(this::post));
    }

    private Answer post(ServerRequest http) {
        try {
            String stream = DialectStreams.find(catalog, Dialect.POSE, Contract.Listener.PUBLIC);
            return take(Exchange.read(http, stream, http.content().inputStream()), exercise(http));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** The compact form has no place for it. */
    private static Optional<String> exercise(ServerRequest http) {
        if (http.query().isEmpty() || !http.query().contains(EXERCISE)) {
            return Optional.empty();
        }
        String text = http.query().get(EXERCISE);
        if (!text.chars().allMatch(one -> one > ' ' && one < 0x7f)) {
            throw new RequestRefusedException(
                    Problem.BAD_REQUEST, EXERCISE + " has printable ASCII characters alone");
        }
        return Optional.of(text);
    }

    /** Takes a request to the stream. */
    Answer take(IngestRequest request, Optional<String> exercise) {
        try {
            PoseIntake.Taken taken = new PoseIntake(pipeline.get()).take(request, exercise);
            return CanonicalDoor.withFields(answer(taken), taken.answer());
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private Answer answer(PoseIntake.Taken taken) {
        if (taken.answer().isAllRejected()) {
            return Answer.json(REJECTED, PlatformAnswers.rejected(taken.answer().receipt()));
        }
        Receipt receipt = taken.answer().receipt();
        return ConsentAnswer.of(receipt, "the person has not agreed to pose; nothing was stored")
                .orElseGet(() ->
                        Answer.json(
                                ACCEPTED,
                                PlatformAnswers.pose(taken.batch(), receipt, standing(taken))));
    }

    /** What was not kept did not come. */
    private PoseSequences.Standing standing(PoseIntake.Taken taken) {
        PoseIntake.Batch batch = taken.batch();
        return taken.answer().receipt().suppressed().isEmpty()
                ? sequences.note(batch.session(), batch.sequence())
                : new PoseSequences.Standing(batch.sequence() + 1, List.of());
    }
}
