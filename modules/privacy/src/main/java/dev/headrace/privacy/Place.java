package dev.headrace.privacy;

import java.util.Optional;

/**
 * Where an address is, as far as the operator's file knows.
 *
 * @param country two letters of ISO 3166-1
 * @param region ISO 3166-2, such as {@code GB-ENG}
 * @param timezone such as {@code Europe/London}
 * @param city the English name
 * @param position latitude and longitude in degrees, each with one decimal: {@code 51.5,-0.1}
 */
public record Place(
        Optional<String> country,
        Optional<String> region,
        Optional<String> timezone,
        Optional<String> city,
        Optional<String> position) {

    /** Nobody knows. */
    public static final Place UNKNOWN =
            new Place(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
