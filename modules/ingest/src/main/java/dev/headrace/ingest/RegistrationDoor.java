package dev.headrace.ingest;

import dev.headrace.auth.Deployments;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.Rate;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.privacy.ClientAddress;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Gives a deployment an id and a key to sign its reports with. Anybody may ask, but each network
 * only so often, and all together only so often. Nothing is kept of who asked.
 */
final class RegistrationDoor implements DialectDoor {

    private static final String PATH = "/v1/deployments";
    private static final int CREATED = 201;
    private static final long SECOND = 1_000_000_000L;

    /** A fleet behind one network starts slowly; a script that wants thousands waits. */
    private static final Rate OF_A_NETWORK = new Rate(1, 20);

    private static final Rate OF_ALL = new Rate(20, 200);
    private static final StreamName BUCKETS = new StreamName("deployments");

    private final Deployments deployments;
    private final StreamCatalog catalog;
    private final ClientAddresses clients;
    private final RateLimits rates;
    private final LongSupplier nanoTime;

    RegistrationDoor(
            Deployments deployments,
            StreamCatalog catalog,
            ClientAddresses clients,
            LongSupplier nanoTime) {
        this.deployments = deployments;
        this.catalog = catalog;
        this.clients = clients;
        this.rates = new RateLimits(Optional.empty(), nanoTime);
        this.nanoTime = nanoTime;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(this::register));
    }

    private Answer register(ServerRequest http) {
        return register(clients.of(http));
    }

    /** Registers a client, or says why not. */
    Answer register(Optional<ClientAddress> client) {
        try {
            requireUse();
            charge(
                    network(client),
                    OF_A_NETWORK); // first: one that is refused takes nobody's share
            charge(Principal.NOBODY, OF_ALL);
            return registered(deployments.register());
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private static Answer registered(Deployments.Registered registered) {
        byte[] body =
                JsonAnswers.write(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("deployment", registered.id());
                    json.writeStringProperty("key", registered.key());
                    json.writeEndObject();
                });
        return Answer.json(CREATED, body).with("Cache-Control", "no-store");
    }

    private void requireUse() {
        boolean used =
                catalog.all().stream()
                        .filter(contract -> contract.listener() == Contract.Listener.PUBLIC)
                        .anyMatch(contract -> contract.auth().contains(AuthMethod.SIGNATURE));
        if (!used) {
            throw new RequestRefusedException(
                    Problem.NOT_FOUND, "no stream here takes the signatures of deployments");
        }
    }

    private static Principal network(Optional<ClientAddress> client) {
        return new Principal(
                Principal.Kind.ANONYMOUS,
                client.map(ClientNetwork::of).orElse("unknown"),
                Optional.empty(),
                Optional.empty());
    }

    private void charge(Principal who, Rate rate) {
        RateBucket bucket = rates.bucket(BUCKETS, who);
        long now = nanoTime.getAsLong();
        long wait = bucket.take(rate, 1, now);
        if (wait > 0) {
            throw new RequestRefusedException(
                    "more deployments were registered than this node gives keys to: a deployment"
                            + " registers once and keeps its key",
                    new RequestRefusedException.Throttled(
                            bucket.allowance(rate, now), Math.ceilDiv(wait, SECOND)));
        }
    }
}
