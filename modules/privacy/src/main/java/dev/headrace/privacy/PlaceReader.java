package dev.headrace.privacy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes of a database's record what a {@link Place} has. What has another form is not there. */
final class PlaceReader {

    private static final int LONGEST = 64;

    private PlaceReader() {}

    static Place read(Map<?, ?> found) {
        Optional<String> country = text(inside(found, "country"), "iso_code");
        Map<?, ?> location = inside(found, "location");
        return new Place(
                country,
                country.flatMap(code -> region(code, found)),
                text(location, "time_zone"),
                text(inside(inside(found, "city"), "names"), "en"),
                position(location));
    }

    /** The largest subdivision comes first. */
    private static Optional<String> region(String country, Map<?, ?> found) {
        return found.get("subdivisions") instanceof List<?> all
                        && !all.isEmpty()
                        && all.getFirst() instanceof Map<?, ?> largest
                ? text(largest, "iso_code").map(code -> country + '-' + code)
                : Optional.empty();
    }

    private static Optional<String> position(Map<?, ?> location) {
        return location.get("latitude") instanceof Double latitude
                        && location.get("longitude") instanceof Double longitude
                        && Math.abs(latitude) <= 90
                        && Math.abs(longitude) <= 180
                ? Optional.of(rounded(latitude) + ',' + rounded(longitude))
                : Optional.empty();
    }

    /** With one decimal: about eleven kilometres. */
    private static String rounded(double degrees) {
        return BigDecimal.valueOf(Math.round(degrees * 10), 1).toPlainString();
    }

    private static Map<?, ?> inside(Map<?, ?> found, String name) {
        return found.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static Optional<String> text(Map<?, ?> found, String name) {
        return found.get(name) instanceof String text
                        && !text.isBlank()
                        && text.length() <= LONGEST
                        && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(text)
                : Optional.empty();
    }
}
