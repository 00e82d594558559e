package dev.headrace.ingest;

import java.net.InetAddress;

/**
 * Cuts a client's address to its network: 24 bits of IPv4, 48 of IPv6, as {@code 203.0.113.0/24}
 * and {@code 2001:db8:7::/48} (RFC 5952). What is left names a provider's customer no more.
 */
final class ClientNetwork {

    private static final int IPV4_BYTES = 4;
    private static final int GROUPS = 3;

    private ClientNetwork() {}

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES ? ipv4(bytes) : ipv6(bytes);
    }

    private static String ipv4(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24";
    }

    private static String ipv6(byte[] bytes) {
        int groups = GROUPS;
        while (groups > 0 && group(bytes, groups - 1) == 0) {
            groups--;
        }
        var text = new StringBuilder();
        for (int i = 0; i < groups; i++) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(group(bytes, i)));
        }
        return text.append("::/48").toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << Byte.SIZE | (bytes[2 * index + 1] & 0xff);
    }
}
