package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Contract.Rate;
import dev.headrace.event.StreamName;
import dev.headrace.privacy.ClientAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What may come to this node from one client address: requests to streams that name a rate for it,
 * and credentials that are not valid. An address is that of an IPv4 client, or the /64 of an IPv6
 * one; a client without an address shares with all others that have none. Addresses are in memory
 * alone. Safe for use by any number of threads.
 *
 * <p>Who comes with valid credentials is never refused for those that others sent from its address:
 * many people share one, behind a company's or a telephone network's gateway. So this is no guard
 * against guessing; that keys are too long to be guessed is.
 */
final class AddressLimits {

    /** Invalid credentials that are answered as such; more of them are told when to come again. */
    static final Rate USUAL_INVALID = new Rate(30, Rate.Per.MINUTE, 30);

    private static final long SECOND = 1_000_000_000L;
    private static final String POLICY = "address";

    private final Rate invalid;
    private final LongSupplier nanoTime;
    private final RateBuckets<Key> requests;
    private final RateBuckets<Optional<ClientAddress>> faults;

    private record Key(StreamName stream, Optional<ClientAddress> client) {}

    AddressLimits(Rate invalid, LongSupplier nanoTime) {
        this.invalid = invalid;
        this.nanoTime = nanoTime;
        this.requests = new RateBuckets<>(nanoTime);
        this.faults = new RateBuckets<>(nanoTime);
    }

    /**
     * Charges a request to the address that it comes from, before anything else is done for it.
     *
     * @param client asked only where the stream has a rate for addresses
     * @throws RequestRefusedException when nothing is left
     */
    void charge(Contract contract, Supplier<Optional<ClientAddress>> client) {
        Optional<Rate> rate = contract.limits().addressRate();
        if (rate.isEmpty()) {
            return;
        }
        var key = new Key(contract.name(), subscriber(client));
        RateBucket bucket = requests.bucket(key, new Key(contract.name(), Optional.empty()));
        refusal(rate.get(), bucket, "requests", "to this stream of this node")
                .ifPresent(refused -> {
                    throw refused;
                });
    }

    /**
     * What credentials that are not valid are answered: 401, and when there were too many of them,
     * 429. The internal listener is for those who belong to it.
     */
    RequestRefusedException answer(
            Contract.Listener listener,
            Supplier<Optional<ClientAddress>> client,
            InvalidCredentialsException fault) {
        if (listener == Contract.Listener.INTERNAL) {
            return fault;
        }
        RateBucket bucket = faults.bucket(subscriber(client), Optional.empty());
        return refusal(
                        invalid,
                        bucket,
                        "invalid-credentials",
                        "to this node with credentials that do not verify")
                .orElse(fault);
    }

    private static Optional<ClientAddress> subscriber(Supplier<Optional<ClientAddress>> client) {
        return client.get().map(ClientAddress::subscriber);
    }

    private Optional<RequestRefusedException> refusal(
            Rate rate, RateBucket bucket, String unit, String what) {
        long now = nanoTime.getAsLong();
        long wait = bucket.take(rate, 1, now);
        if (wait == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new RequestRefusedException(
                        "this address may send "
                                + rate.events()
                                + " requests "
                                + rate.per().words()
                                + " "
                                + what
                                + ": nothing is left; nothing was stored",
                        new RequestRefusedException.Throttled(
                                bucket.allowance(rate, now).of(POLICY, unit),
                                Math.ceilDiv(wait, SECOND))));
    }
}
