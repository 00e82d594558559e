package dev.headrace.ingest;

import dev.headrace.auth.Authentication;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.Rate;
import dev.headrace.event.Principal;
import dev.headrace.privacy.ClientAddress;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Admits who asks for numbers: whoever has credentials to post, on the public listener only so
 * often. All questions of one caller share one rate, whatever its sessions; other nodes know
 * nothing of it. Credentials that do not verify count for their address as at the doors. The
 * internal listener has no rates. Safe for use by any number of threads.
 */
public final class QuestionGate {

    private static final long SECOND = 1_000_000_000L;
    private static final String POLICY = "questions";
    private static final String UNIT = "requests";

    private final Authenticator authenticator;
    private final AddressLimits addresses;
    private final ClientAddresses clients;
    private final Rate rate;
    private final LongSupplier nanoTime;
    private final RateBuckets<Asker> buckets;

    /**
     * A gate of a node.
     *
     * @param rates those of the doors, for what comes from one address
     * @param rate of one caller's questions
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    public QuestionGate(
            Authenticator authenticator,
            RateLimits rates,
            ClientAddresses clients,
            Rate rate,
            LongSupplier nanoTime) {
        this.authenticator = authenticator;
        this.addresses = rates.addresses();
        this.clients = clients;
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.buckets = new RateBuckets<>(nanoTime);
    }

    /**
     * A caller who may have an answer.
     *
     * @param fields header fields of the answer, which tell what is left of the caller's rate
     */
    public record Admitted(Principal principal, Map<String, String> fields) {}

    /** Whose bucket; held in memory alone. */
    private record Asker(Principal.Kind kind, String name, Optional<String> organisation) {

        static final Asker OTHERS =
                new Asker(Principal.Kind.ANONYMOUS, "(others)", Optional.empty());

        static Asker of(Principal principal) {
            return new Asker(principal.kind(), principal.name(), principal.organisation());
        }
    }

    /**
     * Admits the caller of a request.
     *
     * @throws RequestRefusedException when nobody knows it, or it asks too often
     */
    public Admitted admit(ServerRequest http) {
        return admit(Exchange.listener(http), Exchange.credentials(http), () -> clients.of(http));
    }

    Admitted admit(
            Contract.Listener listener,
            Credentials credentials,
            Supplier<Optional<ClientAddress>> client) {
        Principal principal = authenticated(listener, credentials, client);
        return switch (listener) {
            case INTERNAL -> new Admitted(principal, Map.of());
            case PUBLIC -> new Admitted(principal, charged(principal).fields());
        };
    }

    private Principal authenticated(
            Contract.Listener listener,
            Credentials credentials,
            Supplier<Optional<ClientAddress>> client) {
        return switch (authenticator.authenticate(credentials)) {
            case Authentication.Authenticated known -> known.principal();
            case Authentication.Refused refused ->
                    throw answer(listener, client, Gate.refusal(refused.reason()));
        };
    }

    private RequestRefusedException answer(
            Contract.Listener listener,
            Supplier<Optional<ClientAddress>> client,
            RequestRefusedException refusal) {
        return refusal instanceof InvalidCredentialsException fault
                ? addresses.answer(listener, client, fault)
                : refusal;
    }

    private Allowance charged(Principal principal) {
        RateBucket bucket = buckets.bucket(Asker.of(principal), Asker.OTHERS);
        long now = nanoTime.getAsLong();
        long wait = bucket.take(rate, 1, now);
        Allowance left = bucket.allowance(rate, now).of(POLICY, UNIT);
        if (wait > 0) {
            throw new RequestRefusedException(
                    "this caller may ask "
                            + rate.events()
                            + " questions "
                            + rate.per().words()
                            + " of this node: nothing is left",
                    new RequestRefusedException.Throttled(left, Math.ceilDiv(wait, SECOND)));
        }
        return left;
    }
}
