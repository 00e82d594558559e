package dev.headrace.event;

/**
 * What the server adds to an event as a member of its own. The schema marks the member {@code
 * readOnly}, so that no client can send it.
 */
public sealed interface Addition {

    /** Always the same text. */
    record Fixed(String text) implements Addition {}

    /** Something that the server knows of the request. */
    enum Known implements Addition {
        /**
         * The network that the request came from: an address cut to 24 bits (IPv4) or 48 bits
         * (IPv6), never the whole of it.
         */
        CLIENT_NETWORK("$client/network"),
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
}
