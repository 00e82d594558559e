package dev.headrace.plugin.influxdb;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mapping of each stream, as its contract is now. A contract that changes to hints which cannot
 * be obeyed keeps the mapping that it had, as a broken contract keeps its old form everywhere.
 */
final class Mappings {

    private final SinkContext context;
    private final Map<String, PointEncoder> encoders = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    private Mappings(SinkContext context) {
        this.context = context;
    }

    /**
     * The mappings of all streams that the sink gets.
     *
     * @throws SinkException.Misconfigured when hints cannot be obeyed
     */
    static Mappings of(SinkContext context) throws SinkException {
        var mappings = new Mappings(context);
        context.streams().onChange(mappings::changed);
        for (StreamContract contract : context.streams().all()) {
            try {
                mappings.put(contract);
            } catch (IllegalArgumentException e) {
                throw new SinkException.Misconfigured(
                        "stream " + contract.name() + ": " + e.getMessage());
            }
        }
        return mappings;
    }

    /** The encoder of a stream's events. */
    PointEncoder of(String stream) throws SinkException {
        PointEncoder encoder = encoders.get(stream);
        if (encoder == null) {
            throw new SinkException.Unavailable(
                    "the contract of stream " + stream + " is not here");
        }
        return encoder;
    }

    /** What is wrong with hints that changed while the sink ran. */
    List<String> problems() {
        return problems.values().stream().sorted().toList();
    }

    private void changed(StreamContract contract) {
        try {
            put(contract);
        } catch (IllegalArgumentException e) {
            String problem = "stream " + contract.name() + ": " + e.getMessage();
            problems.put(contract.name(), problem);
            context.logger()
                    .log(
                            System.Logger.Level.ERROR,
                            "Sink {0} keeps the points of a stream as they were: {1}",
                            context.name(),
                            problem);
        }
    }

    private void put(StreamContract contract) {
        encoders.put(contract.name(), new PointEncoder(MappingReader.of(contract)));
        problems.remove(contract.name());
    }
}
