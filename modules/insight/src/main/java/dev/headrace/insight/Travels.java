package dev.headrace.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where one subject was, in the order of time, and how fast it would have had to travel. Positions
 * are what the audit stream adds: {@code 51.5,-0.1}, degrees of latitude and longitude with one
 * decimal. Used by one thread.
 */
final class Travels {

    /**
     * Nearer places are too often an error of the database, or a gateway of a telephone network.
     */
    private static final double LEAST_KILOMETRES = 500;

    private static final double EARTH_KILOMETRES = 6_371;
    private static final double NANOS_OF_AN_HOUR = Duration.ofHours(1).toNanos();

    private final Map<String, Seen> seen = new HashMap<>();

    /** When a subject was last at a place. */
    private record Seen(Spot spot, Instant at) {}

    /** A place, in radians. */
    private record Spot(double latitude, double longitude) {

        static Optional<Spot> parse(String text) {
            int comma = text.indexOf(',');
            if (comma < 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Spot(
                                Math.toRadians(Double.parseDouble(text.substring(0, comma))),
                                Math.toRadians(Double.parseDouble(text.substring(comma + 1)))));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** Along the surface of a sphere. */
        double kilometresTo(Spot other) {
            double north = Math.sin((other.latitude - latitude) / 2);
            double east = Math.sin((other.longitude - longitude) / 2);
            double chord =
                    north * north + Math.cos(latitude) * Math.cos(other.latitude) * east * east;
            return 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(chord)));
        }
    }

    /**
     * The highest speed at which the subject can have come here from any place where it was before,
     * in whole km/h and rounded up; 0 where that is near, or nobody knows.
     */
    long speedTo(Observation newest) {
        Optional<Spot> here = Spot.parse(newest.member());
        if (here.isEmpty()) {
            return 0;
        }
        double fastest = 0;
        for (Seen other : seen.values()) {
            double way = other.spot().kilometresTo(here.get());
            if (way > LEAST_KILOMETRES) {
                double hours =
                        Duration.between(other.at(), newest.at()).toNanos() / NANOS_OF_AN_HOUR;
                fastest = Math.max(fastest, way / hours);
            }
        }
        seen.put(newest.member(), new Seen(here.get(), newest.at()));
        return (long) Math.ceil(fastest);
    }
}
