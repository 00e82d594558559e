package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Contract.Rate;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many events each principal may send to each stream of this node: a stream's own rate, or else
 * the node's default, or else any number. Other nodes know nothing of it. Each session has its own;
 * callers without credentials share one bucket per stream.
 *
 * <p>Safe for use by any number of threads.
 */
public final class RateLimits {

    /** Beyond it new callers of a stream share one bucket until others are idle. */
    static final int MOST_BUCKETS = RateBuckets.MOST;

    private final Optional<Rate> usual;
    private final LongSupplier nanoTime;
    private final RateBuckets<Key> buckets;
    private final AddressLimits addresses;

    /** Whose bucket; held in memory alone. */
    private record Key(
            StreamName stream, Principal.Kind kind, String name, Optional<String> organisation) {

        static Key of(StreamName stream, Gate.Caller caller) {
            Principal principal = caller.principal();
            return of(stream, caller.scope().session().orElse(principal.name()), principal);
        }

        static Key of(StreamName stream, String name, Principal principal) {
            return new Key(stream, principal.kind(), name, principal.organisation());
        }

        static Key ofOthers(StreamName stream) {
            return new Key(stream, Principal.Kind.ANONYMOUS, "(others)", Optional.empty());
        }
    }

    /**
     * The limits of a node.
     *
     * @param usual the rate of streams that name none
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    public RateLimits(Optional<Rate> usual, LongSupplier nanoTime) {
        this(usual, AddressLimits.USUAL_INVALID, nanoTime);
    }

    /**
     * The limits of a node.
     *
     * @param usual the rate of streams that name none
     * @param invalid the rate of credentials that are not valid, from one address
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    public RateLimits(Optional<Rate> usual, Rate invalid, LongSupplier nanoTime) {
        this.usual = usual;
        this.nanoTime = nanoTime;
        this.buckets = new RateBuckets<>(nanoTime);
        this.addresses = new AddressLimits(invalid, nanoTime);
    }

    /** What a caller may send to a stream now. */
    Quota quota(Contract contract, Gate.Caller caller) {
        Optional<Rate> rate = contract.limits().rate().or(() -> usual);
        if (rate.isEmpty()) {
            return Quota.UNLIMITED;
        }
        RateBucket bucket = bucket(Key.of(contract.name(), caller));
        return new Quota(Optional.of(new Quota.Limited(rate.get(), bucket, nanoTime)));
    }

    /** The bucket of a principal for something else than a stream's events. */
    RateBucket bucket(StreamName name, Principal principal) {
        return bucket(Key.of(name, principal.name(), principal));
    }

    /** The bucket of one caller, or one that it shares with others. */
    private RateBucket bucket(Key key) {
        return buckets.bucket(key, Key.ofOthers(key.stream()));
    }

    /** What may come from one address. */
    AddressLimits addresses() {
        return addresses;
    }

    /** How many callers have a bucket. */
    long size() {
        return buckets.size();
    }
}
