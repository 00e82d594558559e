package dev.headrace.ingest;

import dev.headrace.privacy.ClientAddress;
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
                public Optional<ClientAddress> address(ClientAddresses clients) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> header(String name) {
                    return Optional.empty();
                }
            };

    /** The client's address, behind the proxies that are believed; not to be stored. */
    Optional<ClientAddress> address(ClientAddresses clients);

    /** The first value of a header. */
    Optional<String> header(String name);
}
