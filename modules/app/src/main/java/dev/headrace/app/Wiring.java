package dev.headrace.app;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Deployments;
import dev.headrace.event.Meters;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.ingest.AllowedOrigins;
import dev.headrace.ingest.ClientAddresses;
import dev.headrace.ingest.DrainGuard;
import dev.headrace.ingest.GuardianDialect;
import dev.headrace.ingest.IngestPipeline;
import dev.headrace.ingest.OverloadGuard;
import dev.headrace.ingest.PublicResources;
import dev.headrace.ingest.Receipts;
import dev.headrace.ingest.WebSites;
import dev.headrace.insight.AuditWatch;
import dev.headrace.insight.MediaResource;
import dev.headrace.insight.QueryResource;
import dev.headrace.insight.Questions;
import dev.headrace.operations.ChoiceMeters;
import dev.headrace.operations.DeadLetterMeters;
import dev.headrace.operations.DedupeMeters;
import dev.headrace.operations.LogMeters;
import dev.headrace.operations.MicroProfileMeters;
import dev.headrace.operations.RejectMeters;
import dev.headrace.operations.SinkMeters;
import dev.headrace.publishing.Publishing;
import dev.headrace.validation.LiveStreams;
import io.helidon.common.context.Contexts;
import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Hands the components to CDI. They are plain objects, opened before CDI starts and closed after it
 * has stopped; {@link HttpServer} leaves them in the context that the container starts in.
 */
@ApplicationScoped
class Wiring {

    /** What other modules than ingest show on the public listener. */
    static final Set<Class<?>> PUBLIC_RESOURCES = Set.of(QueryResource.class, MediaResource.class);

    /** Helidon starts its listeners at 4100; from here on they have their ports. */
    private static final int AFTER_THE_SERVER = 5000;

    private final HttpServer.Start start;

    Wiring() {
        this.start =
                Contexts.context()
                        .flatMap(context -> context.get(HttpServer.Start.class))
                        .orElseThrow(() -> new IllegalStateException("started without HttpServer"));
    }

    /** Makes this bean before any other, while the context of the start is at hand. */
    void begin(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started) {
        // the constructor has done it
    }

    /** The metrics' registry is there only after the server has started. */
    void finish(
            @Observes @Priority(AFTER_THE_SERVER) @Initialized(ApplicationScoped.class)
                    Object started,
            BeanManager beans,
            Meters meters) {
        SinkMeters.register(meters, start.headrace().publishing());
        LogMeters.register(meters, start.headrace().log(), start.headrace().admin().forecast());
        start.headrace().admin().access().register(meters);
        DeadLetterMeters.register(meters, start.headrace().deadLetters());
        RejectMeters.register(meters, start.headrace().rejects());
        DedupeMeters.register(meters, start.headrace().dedupe());
        ChoiceMeters.register(meters, start.headrace().admin().administered().choices());
        start.headrace().auditWatch().register(meters);
        ServerCdiExtension server = beans.getExtension(ServerCdiExtension.class);
        start.ports().set(new HttpServer.Ports(server.port(), server.port(ServerConfig.INTERNAL)));
    }

    @Produces
    @Singleton
    Meters meters(MetricRegistry registry) {
        return new MicroProfileMeters(registry);
    }

    @Produces
    @Singleton
    IngestPipeline pipeline(Meters meters) {
        return start.headrace().ingest(meters).pipeline();
    }

    @Produces
    @Singleton
    Receipts receipts(Meters meters) {
        return start.headrace().ingest(meters).receipts();
    }

    @Produces
    @Singleton
    OverloadGuard overload(Instance<Meters> meters) {
        return start.headrace().overloadGuard(new LateMeters(meters::get));
    }

    @Produces
    @Singleton
    DrainGuard drain() {
        return start.headrace().drainGuard();
    }

    @Produces
    @Singleton
    AllowedOrigins origins() {
        return start.headrace().origins();
    }

    @Produces
    @Singleton
    ClientAddresses clients() {
        return start.headrace().clients();
    }

    @Produces
    @Singleton
    Deployments deployments() {
        return start.headrace().deployments();
    }

    @Produces
    @Singleton
    GuardianDialect guardian() {
        return start.headrace().guardian();
    }

    @Produces
    @Singleton
    WebSites sites() {
        return start.headrace().sites();
    }

    @Produces
    @Singleton
    LiveStreams streams() {
        return start.headrace().streams();
    }

    @Produces
    @Singleton
    Authenticator authenticator() {
        return start.headrace().authenticator();
    }

    @Produces
    @Singleton
    Questions questions(LiveStreams streams, Clock clock) {
        return new Questions(
                streams,
                start.headrace().insight().store(),
                Insight.readers(start.headrace().questionGate()),
                clock);
    }

    @Produces
    @Singleton
    AuditWatch auditWatch() {
        return start.headrace().auditWatch();
    }

    @Produces
    @Singleton
    PublicResources resources() {
        return new PublicResources(PUBLIC_RESOURCES);
    }

    @Produces
    @Singleton
    EventLog log() {
        return start.headrace().log();
    }

    @Produces
    @Singleton
    DeadLetters deadLetters() {
        return start.headrace().deadLetters();
    }

    @Produces
    @Singleton
    RejectLog rejects() {
        return start.headrace().rejects();
    }

    @Produces
    @Singleton
    Publishing publishing() {
        return start.headrace().publishing();
    }

    @Produces
    @Singleton
    Clock clock() {
        return start.headrace().clock();
    }
}
