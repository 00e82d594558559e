package dev.headrace.plugin.opensearch;

import dev.headrace.plugin.opensearch.Cluster.Answer;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the index templates of the streams: each before the first document of its stream, and again
 * when its contract has changed. Safe for use by several threads.
 */
final class Templates {

    /** More than the months of all streams; beyond, they are only put again. */
    private static final int REMEMBERED = 2_000;

    private final Cluster cluster;
    private final OpenSearchSettings settings;
    private final SinkContext context;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    /** Whose work the templates are. */
    enum Keeping {
        WRITE,
        LEAVE;

        static final List<String> WORDS = List.of("write", "leave");

        static Keeping of(String word) {
            return word.equals("write") ? WRITE : LEAVE;
        }
    }

    Templates(Cluster cluster, OpenSearchSettings settings, SinkContext context) {
        this.cluster = cluster;
        this.settings = settings;
        this.context = context;
    }

    /** Writes the templates of all streams that are known, and from now on heeds changes. */
    void open() throws SinkException, InterruptedException {
        if (settings.templates() == Keeping.LEAVE) {
            return;
        }
        context.streams().onChange(_ -> ready.clear());
        for (StreamContract contract : context.streams().all()) {
            putTemplate(contract);
        }
    }

    /** Sees to it that a stream's index has, or gets, the fields of the stream's contract. */
    void ensure(String stream, String index) throws SinkException, InterruptedException {
        if (settings.templates() == Keeping.LEAVE || ready.contains(index)) {
            return;
        }
        if (ready.size() >= REMEMBERED) {
            ready.clear();
        }
        // Before the work and not after it: a change meanwhile must not be taken for done.
        ready.add(index);
        try {
            StreamContract contract =
                    context.streams().find(stream).orElseGet(() -> withoutContract(stream));
            putTemplate(contract);
            putMapping(contract, index);
        } catch (SinkException | InterruptedException | RuntimeException e) {
            ready.remove(index);
            throw e;
        }
    }

    /**
     * A stream that is gone may still have events on their way: the envelope's fields are enough.
     */
    private static StreamContract withoutContract(String stream) {
        return new StreamContract(
                stream, stream, new TreeMap<>(), List.of(), List.of(), Optional.empty(), Map.of());
    }

    private void putTemplate(StreamContract contract) throws SinkException, InterruptedException {
        String name = settings.indices().templateOf(contract.name());
        Answer answer =
                cluster.put(
                        "/_index_template/" + name,
                        IndexTemplate.of(contract, settings.indices(), settings.layout()));
        if (!answer.fine()) {
            throw refused("the index template " + name, answer);
        }
    }

    /** An index that is there already gets the fields that it lacks. */
    private void putMapping(StreamContract contract, String index)
            throws SinkException, InterruptedException {
        Answer answer = cluster.put("/" + index + "/_mapping", IndexTemplate.mappingOf(contract));
        if (answer.status() == 400) {
            context.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            "Sink {0}: the index {1} keeps its older fields, because a type has"
                                    + " changed; the next index gets the new ones",
                            context.name(),
                            index);
        } else if (!answer.fine() && answer.status() != 404) {
            throw refused("the mapping of " + index, answer);
        }
    }

    private static SinkException refused(String what, Answer answer) {
        BulkAnswer.Item error = BulkAnswer.error(answer.status(), answer.body());
        return Refusal.ofTheRequest(error, answer.retryAfter())
                .orElseGet(() ->
                        new SinkException.Misconfigured(
                                "templates",
                                "the cluster refuses "
                                        + what
                                        + ": "
                                        + error.type()
                                        + ": "
                                        + error.reason()));
    }
}
