package dev.headrace.benchmark;

/** Makes the requests of one kind of client, one after the other. For one thread. */
@FunctionalInterface
interface MixedClient {

    /** The next request, made and signed now. */
    MixedRequest next();
}
