package dev.headrace.privacy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The address of a client: personal data, so that nothing shows it unless it is asked for by {@link
 * #text}. An IPv4 address inside an IPv6 one ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 * Immutable.
 */
public final class ClientAddress {

    private static final int V4_BYTES = 4;

    /** What remains of an address: /24 of IPv4 and /48 of IPv6, a site and not a machine. */
    private static final int KEPT_OF_V4 = 3;

    private static final int KEPT_OF_V6 = 6;
    private static final int LONGEST = 45;

    private final byte[] bytes;

    private ClientAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The address of a connection. */
    public static ClientAddress of(InetAddress address) {
        return new ClientAddress(address.getAddress());
    }

    /**
     * Reads an address as people write it: four decimal numbers without leading zeros, or IPv6 (RFC
     * 4291) without a zone. No name is ever looked up. Anything else is empty.
     */
    public static Optional<ClientAddress> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            if (text.indexOf(':') >= 0) {
                return hasNoOtherSign(text) && isPlain(text.substring(text.lastIndexOf(':') + 1))
                        ? Optional.of(of(Inet6Address.ofLiteral(text)))
                        : Optional.empty();
            }
            return isDottedQuad(text)
                    ? Optional.of(of(Inet4Address.ofLiteral(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Neither a zone nor the brackets of a URL. */
    private static boolean hasNoOtherSign(String text) {
        return text.chars()
                .allMatch(one -> one == ':' || one == '.' || Character.digit(one, 16) >= 0);
    }

    /** What follows the last colon: hexadecimal digits, or an IPv4 address. */
    private static boolean isPlain(String end) {
        return end.indexOf('.') < 0 || isDottedQuad(end);
    }

    /** Others read {@code 010} as eight: two readers would see two addresses. */
    private static boolean isDottedQuad(String text) {
        String[] numbers = text.split("\\.", -1);
        return numbers.length == V4_BYTES && Arrays.stream(numbers).allMatch(ClientAddress::isByte);
    }

    private static boolean isByte(String number) {
        boolean digits =
                !number.isEmpty()
                        && number.length() <= 3
                        && number.chars().allMatch(one -> one >= '0' && one <= '9');
        return digits
                && (number.length() == 1 || number.charAt(0) != '0')
                && Integer.parseInt(number) <= 255;
    }

    /** The address without what tells a machine from its neighbours: /24 or /48. */
    public ClientAddress truncated() {
        byte[] kept = bytes.clone();
        Arrays.fill(kept, isV4() ? KEPT_OF_V4 : KEPT_OF_V6, kept.length, (byte) 0);
        return new ClientAddress(kept);
    }

    /** Whether it is an IPv4 address. */
    public boolean isV4() {
        return bytes.length == V4_BYTES;
    }

    /** The address as text: dotted, or IPv6 in the canonical form of RFC 5952. */
    public String text() {
        return isV4() ? dotted() : compressed();
    }

    private String dotted() {
        return (bytes[0] & 0xff)
                + "."
                + (bytes[1] & 0xff)
                + "."
                + (bytes[2] & 0xff)
                + "."
                + (bytes[3] & 0xff);
    }

    /** The longest run of at least two zero groups, the first of equals, becomes {@code ::}. */
    private String compressed() {
        int from = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = zeros(i);
            if (run > length) {
                from = i;
                length = run;
            }
            i += run;
        }
        return from < 0 ? groups(0, 8) : groups(0, from) + "::" + groups(from + length, 8);
    }

    private int zeros(int from) {
        int at = from;
        while (at < 8 && group(at) == 0) {
            at++;
        }
        return at - from;
    }

    private String groups(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        return HexFormat.fromHexDigits(HexFormat.of().formatHex(bytes, 2 * index, 2 * index + 2));
    }

    /** The same, for libraries. */
    InetAddress toInet() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /**
     * Who is one customer of a network, as far as that can be told: the whole of an IPv4 address,
     * of an IPv6 one the /64 in which a machine takes as many addresses as it likes.
     */
    public ClientAddress subscriber() {
        return isV4() ? this : prefix(64);
    }

    /** Whether the first so many bits of both are the same; both of one family. */
    boolean sharesPrefix(ClientAddress other, int bits) {
        if (bytes.length != other.bytes.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((bytes[whole] ^ other.bytes[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /** The address with zeros behind the first so many bits. */
    ClientAddress prefix(int bits) {
        byte[] kept = bytes.clone();
        for (int i = 0; i < kept.length; i++) {
            int keep = Math.clamp(bits - 8L * i, 0, 8);
            kept[i] &= (byte) (0xff00 >> keep);
        }
        return new ClientAddress(kept);
    }

    /** How many bits an address of this family has. */
    int bits() {
        return 8 * bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Only the family: no log may show the address. */
    @Override
    public String toString() {
        return isV4() ? "ClientAddress[IPv4]" : "ClientAddress[IPv6]";
    }
}
