package dev.headrace.event;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that a misspelt one most likely means: in settings, contracts and events
 * alike.
 */
public final class NearestName {

    /** Longer names are not worth comparing: nobody means a known one by them. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The nearest candidate that is near enough to be meant. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < least && distance <= tolerance(candidate)) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The nearest candidate as the end of a sentence, or nothing. */
    public static String hint(String name, Collection<String> candidates) {
        return of(name, candidates).map(known -> "; did you mean " + known + "?").orElse("");
    }

    private static int tolerance(String candidate) {
        return switch (candidate.length()) {
            case 0, 1, 2 -> 0;
            case 3, 4 -> 1;
            case 5, 6, 7, 8 -> 2;
            default -> 3;
        };
    }

    /**
     * The number of letters to insert, delete, replace or swap with their neighbour, where case,
     * hyphens and underscores do not count.
     */
    private static int distance(String first, String second) {
        if (first.length() > LONGEST || second.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String a = plain(first);
        String b = plain(second);
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, a, b, i, j);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int step(int[][] distances, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = distances[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, distances[i - 1][j] + 1);
        least = Math.min(least, distances[i][j - 1] + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
