package dev.headrace.privacy;

/**
 * What kind of program and machine a client is: words of closed lists, so that nobody can make more
 * of them, and too little to tell two people apart.
 *
 * @param browser such as {@code Firefox}, or {@code Other}
 * @param system such as {@code Windows}, or {@code Other}
 * @param device {@code desktop}, {@code mobile}, {@code tablet}, {@code tv}, {@code bot} or {@code
 *     unknown}
 */
public record Families(String browser, String system, String device) {

    /** A family that is on no list. */
    static final String OTHER = "Other";

    /** A device that does not tell. */
    static final String UNKNOWN_DEVICE = "unknown";
}
