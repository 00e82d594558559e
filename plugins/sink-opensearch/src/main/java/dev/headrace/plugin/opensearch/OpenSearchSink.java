package dev.headrace.plugin.opensearch;

import dev.headrace.plugin.opensearch.BulkAnswer.Item;
import dev.headrace.plugin.opensearch.Cluster.Answer;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes each batch as one bulk request. */
final class OpenSearchSink implements Sink {

    private final OpenSearchSettings settings;
    private final EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
    private final AtomicReference<Optional<Target>> target =
            new AtomicReference<>(Optional.empty());

    /** What there is between open and close. */
    private record Target(Cluster cluster, Templates templates, Clock clock) {}

    OpenSearchSink(OpenSearchSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        var cluster = new Cluster(settings);
        var templates = new Templates(cluster, settings, context);
        target.getAndSet(Optional.of(new Target(cluster, templates, context.clock())))
                .ifPresent(before -> before.cluster.close());
        Answer root = cluster.get("/");
        if (!root.fine()) {
            throw TargetCheck.refused(settings, root);
        }
        templates.open();
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        Target open =
                target.get().orElseThrow(() -> new IllegalStateException("write before open"));
        var indices = new ArrayList<String>(batch.size());
        for (SinkRecord record : batch) {
            String index = settings.indices().of(record.stream(), record.receivedAt());
            open.templates.ensure(record.stream(), index);
            indices.add(index);
        }
        BulkBody body = BulkBody.of(batch, indices, writer, settings.compression());
        return result(batch, body, open.cluster.bulk(body), open.clock);
    }

    @Override
    public CheckReport check() throws InterruptedException {
        try (var cluster = new Cluster(settings)) {
            return new TargetCheck(settings, cluster).report();
        }
    }

    @Override
    public void close() {
        target.getAndSet(Optional.empty()).ifPresent(open -> open.cluster.close());
    }

    private static WriteResult result(RecordBatch batch, BulkBody body, Answer answer, Clock clock)
            throws SinkException {
        WriteResult.Builder result = WriteResult.of(batch);
        if (!answer.fine()) {
            Item error = BulkAnswer.error(answer.status(), answer.body());
            Optional<SinkException> fault = Refusal.ofTheRequest(error, answer.retryAfter());
            if (fault.isPresent()) {
                throw fault.get();
            }
            return allUnknown(batch, result, "http-" + answer.status());
        }
        List<Item> items = BulkAnswer.items(answer.body());
        if (items.size() != batch.size()) {
            return allUnknown(batch, result, "answer-not-understood");
        }
        requireSomeTaken(items, answer);
        for (int at = 0; at < items.size(); at++) {
            Item item = items.get(at);
            if (item.status() == 200 || item.status() == 201) {
                result.delivered(at, body.index(at));
                continue;
            }
            Optional<SinkException> fault = Refusal.ofTheCluster(item);
            if (fault.isPresent()) {
                throw fault.get();
            }
            result.set(at, Refusal.ofTheDocument(item, clock.instant()));
        }
        return result.build();
    }

    /** Where every document met the same trouble of the cluster, it is no matter of documents. */
    private static void requireSomeTaken(List<Item> items, Answer answer) throws SinkException {
        if (items.stream().allMatch(item -> item.status() == 429 && ofLoad(item))) {
            throw new SinkException.Throttled("the cluster asks for less", answer.retryAfter());
        }
        if (items.stream().allMatch(item -> item.status() >= 500)) {
            throw new SinkException.Unavailable(
                    "the cluster failed with every document: " + items.getFirst().type());
        }
    }

    private static boolean ofLoad(Item item) {
        return Refusal.ofTheCluster(item).isEmpty();
    }

    private static WriteResult allUnknown(
            RecordBatch batch, WriteResult.Builder result, String code) {
        for (int at = 0; at < batch.size(); at++) {
            result.unknown(at, code);
        }
        return result.build();
    }
}
