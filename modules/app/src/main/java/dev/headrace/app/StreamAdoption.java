package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Limits;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import dev.headrace.validation.LiveStreams;
import java.util.ArrayList;
import java.util.List;

/** What delivery has to say about streams that are changed while the node runs. */
record StreamAdoption(
        Publishing publishing, List<SinkSettings> sinks, SinkPlugins plugins, Limits limits)
        implements LiveStreams.Adoption {

    @Override
    public List<String> objections(Contract contract) {
        var objections =
                new ArrayList<>(
                        Publishing.checkAcknowledging(
                                List.of(contract), sinks, plugins, limits.acknowledgeWait()));
        objections.addAll(Publishing.checkClearance(List.of(contract), sinks));
        objections.addAll(Insight.problems(List.of(contract)));
        return objections;
    }

    /** The routing first: no event of a stream may reach a sink that its contract leaves out. */
    @Override
    public void prepare(StreamCatalog next) {
        publishing.route(next.all());
    }

    @Override
    public void adopted() {
        publishing.streamsChanged();
    }
}
