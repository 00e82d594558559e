package dev.headrace.ingest;

/** Takes out of web addresses what may hold anything: query and fragment. */
final class WebAddresses {

    private static final String SCHEME_END = "://";

    private WebAddresses() {}

    /** An address, or a path, up to its query or fragment. */
    static String plain(String address) {
        int end = 0;
        while (end < address.length() && !startsQuery(address.charAt(end))) {
            end++;
        }
        return address.substring(0, end);
    }

    /** A text in which every address of the web has lost its query and fragment. */
    static String plainIn(String text) {
        int found = text.indexOf(SCHEME_END);
        if (found < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int written = 0;
        while (found >= 0) {
            int query = found + SCHEME_END.length();
            while (query < text.length()
                    && !startsQuery(text.charAt(query))
                    && !endsAddress(text.charAt(query))) {
                query++;
            }
            int end = query;
            while (end < text.length() && !endsAddress(text.charAt(end))) {
                end++;
            }
            out.append(text, written, query);
            written = end;
            found = text.indexOf(SCHEME_END, end);
        }
        return out.append(text, written, text.length()).toString();
    }

    private static boolean startsQuery(char one) {
        return one == '?' || one == '#';
    }

    private static boolean endsAddress(char one) {
        return Character.isWhitespace(one) || "\"'`<>()[]{}|\\".indexOf(one) >= 0;
    }
}
