package dev.headrace.ingest;

import io.helidon.microprofile.server.ServerCdiExtension;
import io.helidon.webserver.http.HttpRouting;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

/** Puts the filters, and behind them the fast lane, before all that either listener serves. */
@ApplicationScoped
class HttpFilters {

    private final DrainGuard drain;
    private final OverloadGuard overload;
    private final CorsFilter cors;
    private final FastLane fastLane;
    private final DialectDoors dialects;

    @Inject
    HttpFilters(
            DrainGuard drain,
            OverloadGuard overload,
            AllowedOrigins origins,
            WebSites sites,
            FastLane fastLane,
            DialectDoors dialects) {
        this.drain = drain;
        this.overload = overload;
        this.cors = new CorsFilter(origins, sites);
        this.fastLane = fastLane;
        this.dialects = dialects;
    }

    /** Before Helidon makes its routing. */
    void register(
            @Observes @Priority(10) @Initialized(ApplicationScoped.class) Object started,
            BeanManager beans) {
        ServerCdiExtension server = beans.getExtension(ServerCdiExtension.class);
        HttpRouting.Builder open = server.serverRoutingBuilder();
        open.addFilter(new ConnectionCloser());
        open.addFilter(new FramingGuard());
        open.addFilter(cors);
        open.addFilter(drain);
        open.addFilter(overload);
        fastLane.openPublic(open);
        dialects.open(open);
        HttpRouting.Builder internal = server.serverNamedRoutingBuilder("internal");
        internal.addFilter(new ConnectionCloser());
        internal.addFilter(new FramingGuard());
        internal.addFilter(drain);
        internal.addFilter(overload.another());
        fastLane.openInternal(internal);
    }
}
