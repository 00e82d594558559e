package dev.headrace.event;

/**
 * What the server adds to an event as a member of its own. The schema marks the member {@code
 * readOnly}, so that no client can send it. What is not known is not added.
 */
public sealed interface Addition {

    /** Always the same text. */
    record Fixed(String text) implements Addition {}

    /**
     * Something that follows from a field of the event, as it came.
     *
     * @param field JSON Pointer of a text
     */
    record OfField(Derived what, String field) implements Addition {}

    /** Something that the server knows of the request. */
    enum Known implements Addition {
        /**
         * The network that the request came from: an address cut to 24 bits (IPv4) or 48 bits
         * (IPv6), never the whole of it.
         */
        CLIENT_NETWORK("$client/network"),
        /** The country of the client's address: two letters of ISO 3166-1. */
        CLIENT_COUNTRY("$client/country"),
        /** The region of the client's address: ISO 3166-2, such as {@code GB-ENG}. */
        CLIENT_REGION("$client/region"),
        /** The time zone of the client's address, such as {@code Europe/London}. */
        CLIENT_TIMEZONE("$client/timezone"),
        /** The family of the browser, one of a closed list. */
        CLIENT_BROWSER("$client/browser"),
        /** The family of the operating system, one of a closed list. */
        CLIENT_SYSTEM("$client/os"),
        /** Desktop, mobile, tablet, tv, bot or unknown. */
        CLIENT_DEVICE("$client/device"),
        /**
         * {@code signed} where a registered deployment has signed the request, else {@code
         * unsigned}.
         */
        TRUST("$trust");

        private final String word;

        Known(String word) {
            this.word = word;
        }

        /** The word that contracts use. */
        public String word() {
            return word;
        }
    }

    /** What follows from a text. */
    enum Derived {
        /** Of an IP address, as {@link Known#CLIENT_COUNTRY}. */
        COUNTRY("country"),
        /** Of an IP address, as {@link Known#CLIENT_REGION}. */
        REGION("region"),
        /** Of an IP address, as {@link Known#CLIENT_TIMEZONE}. */
        TIMEZONE("timezone"),
        /** Of an IP address, the English name of the city. */
        CITY("city"),
        /** Of an IP address, degrees of latitude and longitude with one decimal: 11 km. */
        POSITION("position"),
        /** Of any text a keyed hash, of an IP address however it is written the same one. */
        HASH("hash");

        private final String word;

        Derived(String word) {
            this.word = word;
        }

        /** The word that contracts use. */
        public String word() {
            return word;
        }

        /** Whether it tells so much of a person that only streams inside may have it. */
        public boolean isForInsideAlone() {
            return this == CITY || this == POSITION;
        }
    }
}
