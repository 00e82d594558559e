package dev.headrace.operations;

import dev.headrace.auth.AdminTokenFile;
import dev.headrace.auth.AdminTokens;
import dev.headrace.auth.Authenticator;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.privacy.LocalChoices;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.publishing.Accounts;
import dev.headrace.publishing.DeliveryProgress;
import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.PublishingSettings;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.Surroundings;
import dev.headrace.validation.LiveStreams;
import io.helidon.common.context.Context;
import io.helidon.common.context.Contexts;
import io.helidon.config.mp.MpConfigSources;
import io.helidon.microprofile.server.Server;
import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin resources behind a real server with two listeners: log, dead letters and tokens are
 * real, the rest are fakes.
 */
final class AdminServer implements AutoCloseable {

    static final Pseudonyms PSEUDONYMS = new Pseudonyms(1, new byte[32]);

    final FailingJournal journal = new FailingJournal();
    final FakeSinks sinks = new FakeSinks("lake", "warehouse");
    final FakeReplays replays = new FakeReplays();
    final FakeRejects rejects = new FakeRejects();
    final TestClock clock = new TestClock();
    final StreamCatalog streams = new TestStreams();
    final DeadLetters deadLetters;
    final Path tokens;
    final PersonalChoices choices;

    private final DataFolder folder;
    private final DeliveryProgress progress;
    private final EventLog log;
    private final Publishing publishing;
    private final Config config;
    private final Server server;
    private int internalPort;

    AdminServer(Path data) throws IOException {
        var random = new SecureRandom();
        folder = DataFolder.open(data, random);
        progress = DeliveryProgress.open(folder, PublishingSettings.DEFAULT);
        log =
                folder.openLog(
                        new dev.headrace.eventlog.LogSettings(
                                data,
                                dev.headrace.event.ByteSize.ofMebibytes(64),
                                java.time.Duration.ofHours(1),
                                dev.headrace.event.ByteSize.ofMebibytes(16)),
                        progress,
                        clock);
        deadLetters = folder.openDeadLetters();
        publishing =
                Publishing.start(
                        PublishingSettings.DEFAULT,
                        List.of(),
                        SinkPlugins.load(Files.createDirectories(data.resolve("plugins"))),
                        progress,
                        new Surroundings(log, deadLetters, streams, clock, random));
        tokens = data.resolve("keys/admin.json");
        MarkKey key = MarkKey.open(data.resolve("keys/choices.json"), random, clock);
        choices =
                PersonalChoices.of(
                        LocalChoices.in(data.resolve("state/choices"), key, clock), key, clock);
        AdminTokenFile.createIfMissing(tokens, random);
        config =
                ConfigProviderResolver.instance()
                        .getBuilder()
                        .withSources(
                                MpConfigSources.create(
                                        "test",
                                        Map.of(
                                                "server.host", "127.0.0.1",
                                                "server.port", "0",
                                                "server.sockets.0.name", "internal",
                                                "server.sockets.0.host", "127.0.0.1",
                                                "server.sockets.0.port", "0")))
                        .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        var context = Context.create();
        context.register(this);
        server =
                Contexts.runInContext(
                        context, () -> Server.builder().config(config).build().start());
    }

    String open(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    String internal(String path) {
        return "http://127.0.0.1:" + internalPort + path;
    }

    int internalPort() {
        return internalPort;
    }

    /** The token of a role. */
    String token(String role) {
        try {
            for (JsonNode token :
                    JsonMapper.shared().readTree(Files.readAllBytes(tokens)).path("tokens")) {
                if (token.path("role").asString().equals(role)) {
                    return token.path("token").asString();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new AssertionError(role);
    }

    private Administered administered() {
        return new Administered(
                sinks,
                () ->
                        new Accounts(
                                Instant.parse("2026-11-22T09:59:30Z"),
                                List.of(
                                        new Accounts.Account(
                                                "lake", "open", 10, 7, 1, 0, 1, 1, 5))),
                replays,
                deadLetters,
                rejects,
                () ->
                        List.of(
                                new dev.headrace.auth.KeyUse(
                                        "k-1",
                                        Instant.parse("2026-11-20T00:00:00Z"),
                                        Instant.parse("2026-11-22T00:00:00Z"),
                                        42,
                                        Set.of("tool-b", "tool-a"))),
                streams,
                log,
                choices,
                PseudonymKeys.of(PSEUDONYMS));
    }

    @Override
    public void close() {
        server.stop();
        ConfigProviderResolver.instance().releaseConfig(config);
        publishing.close();
        deadLetters.close();
        log.close();
        progress.close();
        folder.close();
    }

    /** Hands the parts to CDI, as the application does. */
    @ApplicationScoped
    static class Beans {

        private final AdminServer server;

        Beans() {
            server =
                    Contexts.context()
                            .flatMap(context -> context.get(AdminServer.class))
                            .orElseThrow();
        }

        void begin(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started) {
            // the constructor has done it
        }

        void finish(
                @Observes @Priority(5000) @Initialized(ApplicationScoped.class) Object started,
                BeanManager beans) {
            server.internalPort = beans.getExtension(ServerCdiExtension.class).port("internal");
        }

        @Produces
        @Singleton
        Administered administered() {
            return server.administered();
        }

        @Produces
        @Singleton
        AdminJournal journal() {
            return AdminJournal.open(server.journal, server.clock);
        }

        @Produces
        @Singleton
        AdminTokens tokens() {
            return AdminTokens.open(server.tokens, server.clock);
        }

        @Produces
        @Singleton
        AdminAccess access(AdminTokens tokens) {
            return new AdminAccess(tokens, new AllowedHosts("127.0.0.1", List.of()), server.clock);
        }

        @Produces
        @Singleton
        LogForecast forecast() {
            return new LogForecast(server.log, server.sinks::status, server.clock);
        }

        @Produces
        @Singleton
        EventLog log() {
            return server.log;
        }

        @Produces
        @Singleton
        Publishing publishing() {
            return server.publishing;
        }

        @Produces
        @Singleton
        LiveStreams liveStreams() {
            return LiveStreams.open(
                    List.of(Path.of("../../contracts/streams")),
                    server.tokens.resolveSibling("digests"));
        }

        @Produces
        @Singleton
        Authenticator authenticator() {
            return Authenticator.open(Optional.empty(), Optional.empty(), server.clock);
        }

        @Produces
        @Singleton
        Clock clock() {
            return server.clock;
        }
    }
}
