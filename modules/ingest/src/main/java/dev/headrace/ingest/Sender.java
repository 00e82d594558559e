package dev.headrace.ingest;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What a request says of its sender beside its credentials. Asked only for streams that want to
 * know, so that it costs the others nothing. For the request's own thread.
 */
public interface Sender {

    /** Nothing is known. */
    Sender UNKNOWN =
            new Sender() {
                @Override
                public Optional<InetAddress> address() {
                    return Optional.empty();
                }

                @Override
                public Optional<String> header(String name) {
                    return Optional.empty();
                }
            };

    /** The address that the request came from; not to be stored. */
    Optional<InetAddress> address();

    /** The first value of a header. */
    Optional<String> header(String name);
}
