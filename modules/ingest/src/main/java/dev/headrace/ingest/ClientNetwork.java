package dev.headrace.ingest;

import dev.headrace.privacy.ClientAddress;

/**
 * Cuts a client's address to its network: 24 bits of IPv4, 48 of IPv6, as {@code 203.0.113.0/24}
 * and {@code 2001:db8:7::/48} (RFC 5952). What is left names a provider's customer no more.
 */
final class ClientNetwork {

    private ClientNetwork() {}

    static String of(ClientAddress address) {
        return address.truncated().text() + (address.isV4() ? "/24" : "/48");
    }
}
