package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.NearestName;
import dev.headrace.sink.SinkTraits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the contracts whose answers would wait for a sink in vain. */
final class AcknowledgeCheck {

    private final Map<String, SinkSettings> sinks = new TreeMap<>();
    private final SinkPlugins plugins;
    private final Duration wait;

    AcknowledgeCheck(List<SinkSettings> sinks, SinkPlugins plugins, Duration wait) {
        sinks.forEach(sink -> this.sinks.put(sink.name(), sink));
        this.plugins = plugins;
        this.wait = wait;
    }

    List<String> problems(Collection<Contract> contracts) {
        return contracts.stream()
                .flatMap(contract ->
                        new TreeSet<>(contract.acknowledge())
                                .stream()
                                        .flatMap(sink -> problem(sink).stream())
                                        .map(problem ->
                                                "stream "
                                                        + contract.name()
                                                        + ": acknowledge names sink "
                                                        + problem))
                .toList();
    }

    private Optional<String> problem(String name) {
        SinkSettings sink = sinks.get(name);
        if (sink == null) {
            return Optional.of(
                    name + ", which is not configured" + NearestName.hint(name, sinks.keySet()));
        }
        if (sink.required() == Required.OPTIONAL) {
            return Optional.of(
                    name
                            + ", which may let events expire: headrace.sinks."
                            + name
                            + ".required is false");
        }
        Duration linger = traits(sink).linger();
        if (linger.compareTo(wait) >= 0) {
            return Optional.of(
                    name
                            + ", whose linger of "
                            + text(linger)
                            + " is not shorter than headrace.limits.acknowledge-wait, "
                            + text(wait));
        }
        return Optional.empty();
    }

    private SinkTraits traits(SinkSettings sink) {
        SinkFactory factory = SinkCheck.factory(sink, plugins.provider(sink.type()).orElseThrow());
        return PluginContext.call(factory.plugin(), () -> factory.create().traits());
    }

    /** 90s, or 250ms where seconds do not say it. */
    private static String text(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }
}
