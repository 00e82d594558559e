package dev.headrace.plugin.kafka;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Writes each batch into its topic and waits for every answer. */
final class KafkaSink implements Sink {

    private final KafkaSettings settings;
    private volatile Optional<SinkContext> context = Optional.empty();
    private volatile Optional<BatchDelivery> delivery = Optional.empty();

    KafkaSink(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext given) throws SinkException, InterruptedException {
        close();
        context = Optional.of(given);
        BatchDelivery opened = deliveryFor(given);
        delivery = Optional.of(opened);
        opened.open(topics());
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        BatchDelivery opened =
                delivery.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        return opened.write(topicOf(batch), batch);
    }

    @Override
    public CheckReport check() throws InterruptedException {
        var properties = new ClientProperties(settings, context.map(SinkContext::name).orElse(""));
        return new KafkaCheck(settings, properties).of(topics());
    }

    @Override
    public void close() {
        delivery.ifPresent(BatchDelivery::close);
        delivery = Optional.empty();
    }

    private BatchDelivery deliveryFor(SinkContext given) {
        var properties = new ClientProperties(settings, given.name());
        var encoder = new RecordEncoder(settings);
        var patience = new Patience(given.clock(), settings.limits().timeout());
        return switch (settings.delivery()) {
            case AT_LEAST_ONCE -> new AtLeastOnce(LaneSource.of(properties, encoder), patience);
            case EXACTLY_ONCE ->
                    new ExactlyOnce(
                            IntStream.range(0, settings.limits().parallelWrites())
                                    .mapToObj(index -> slot(given, properties, encoder, index))
                                    .toList(),
                            patience,
                            () -> given.metrics().add("batches_already_there", 1));
        };
    }

    private Slot slot(
            SinkContext given, ClientProperties properties, RecordEncoder encoder, int index) {
        String id = settings.transactionalId().orElse("headrace-" + given.name()) + '-' + index;
        return new Slot(
                id,
                LaneSource.transactional(properties, id, encoder),
                CommittedPlans.of(properties, settings.limits().request()));
    }

    /** The topics that are known before there is a record. */
    private Set<String> topics() {
        var topics = new TreeSet<String>();
        if (settings.topic().isPerStream()) {
            context.ifPresent(given ->
                    given.streams().all().stream()
                            .map(StreamContract::name)
                            .map(settings.topic()::of)
                            .forEach(topics::add));
        } else {
            topics.add(settings.topic().of(""));
        }
        return topics;
    }

    private String topicOf(RecordBatch batch) {
        return settings.topic().isPerStream()
                ? settings.topic().of(batch.group().stream().orElseGet(() -> batch.get(0).stream()))
                : settings.topic().of("");
    }
}
