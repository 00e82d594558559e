package dev.headrace.eventlog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The ids of appends that are under way, each held by one request. Safe for use by all threads. */
final class IdClaims {

    private final Map<ScopedId, Claim> claims = new ConcurrentHashMap<>();
    private final Set<Holder> open = ConcurrentHashMap.newKeySet();

    /** Who holds claims; others wait for its end. */
    static final class Holder {

        private final CountDownLatch over = new CountDownLatch(1);

        private Holder() {}

        void await() throws InterruptedException {
            over.await();
        }
    }

    /** An id that is held, and by which event. */
    record Claim(Holder holder, Candidate candidate) {}

    Holder open() {
        Holder holder = new Holder();
        open.add(holder);
        return holder;
    }

    /** Takes a candidate's id, or says who has it. */
    Optional<Claim> claim(Holder holder, Candidate candidate) {
        Claim claim = new Claim(holder, candidate);
        return Optional.ofNullable(claims.putIfAbsent(candidate.id().orElseThrow(), claim));
    }

    /** Gives a candidate's id back, unless that was done before. */
    void release(Holder holder, Candidate candidate) {
        candidate.id().ifPresent(id -> claims.remove(id, new Claim(holder, candidate)));
    }

    /** Lets those go on who wait for this one; its claims must have been released before. */
    void end(Holder holder) {
        open.remove(holder);
        holder.over.countDown();
    }

    /**
     * Waits until everybody who holds claims now has ended: then what they appended is remembered.
     */
    void awaitAllOfNow() throws InterruptedException {
        for (Holder holder : open) {
            holder.await();
        }
    }

    /** For tests: how many ids are held. */
    int size() {
        return claims.size();
    }
}
