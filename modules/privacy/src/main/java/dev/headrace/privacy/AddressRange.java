package dev.headrace.privacy;

/**
 * All addresses that begin with the same bits, as {@code 10.0.0.0/8} says it; one address alone is
 * a range too.
 */
record AddressRange(ClientAddress first, int bits) {

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        ClientAddress first =
                ClientAddress.parse(address)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        text
                                                + " is not an address or a range such as"
                                                + " 10.0.0.0/8 or 2001:db8::/32"));
        int bits = slash < 0 ? first.bits() : bits(text, text.substring(slash + 1), first);
        if (!first.prefix(bits).equals(first)) {
            throw new IllegalArgumentException(
                    text
                            + " has bits behind its prefix; write "
                            + first.prefix(bits).text()
                            + "/"
                            + bits);
        }
        return new AddressRange(first, bits);
    }

    private static int bits(String text, String number, ClientAddress first) {
        boolean digits =
                !number.isEmpty()
                        && number.length() <= 3
                        && number.chars().allMatch(one -> one >= '0' && one <= '9');
        if (!digits || Integer.parseInt(number) > first.bits()) {
            throw new IllegalArgumentException(
                    text + " has no prefix length from 0 to " + first.bits() + " behind its slash");
        }
        return Integer.parseInt(number);
    }

    boolean holds(ClientAddress address) {
        return first.sharesPrefix(address, bits);
    }
}
