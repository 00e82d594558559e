package dev.headrace.validation;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.headrace.validation.SchemaPath.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One thing that a refusal tells, of all that the library found.
 *
 * @param keyword the keyword that was broken
 * @param location the names and indices to the value, from the event's root
 * @param place the same place as a pointer, without indices and names that the contract does not
 *     know
 * @param error what the library found; for a choice between schemas, the first finding in it
 */
record Breach(String keyword, List<Object> location, String place, Error error) {

    /** Keywords by which one schema of a choice says that another one is meant. */
    private static final Set<String> TELLS_APART = Set.of("type", "const", "enum");

    /** A finding with its way through the schema. */
    private record Found(Error error, SchemaPath path) {

        boolean isIn(Choice choice, SchemaPath way) {
            return path.sharesBeginning(way, choice.step())
                    && path.choiceFrom(choice.step())
                            .filter(other -> other.step() == choice.step())
                            .isPresent();
        }
    }

    /**
     * Chooses the first finding, in the order of the schema, that is not one of several ways to be
     * right. Where there is only a choice left, it is the first finding in the one schema that the
     * event was meant for, if that is plain, and else the choice as a whole.
     *
     * @param errors at least one
     */
    static Breach mostTelling(List<Error> errors) {
        return mostTelling(
                errors.stream()
                        .map(error -> new Found(error, SchemaPath.of(error.getEvaluationPath())))
                        .toList(),
                0);
    }

    /**
     * Everything that was found; of a choice all that is wrong with the one schema that the event
     * was meant for, if that is plain, and else the choice as a whole.
     */
    static List<Breach> each(List<Error> errors) {
        return each(
                errors.stream()
                        .map(error -> new Found(error, SchemaPath.of(error.getEvaluationPath())))
                        .toList(),
                0);
    }

    private static List<Breach> each(List<Found> found, int from) {
        List<Breach> breaches = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Found one = found.get(i);
            List<Found> earlier = found.subList(0, i);
            one.path()
                    .choiceFrom(from)
                    .ifPresentOrElse(
                            choice -> {
                                if (earlier.stream()
                                        .noneMatch(other -> other.isIn(choice, one.path()))) {
                                    breaches.addAll(eachInChoice(found, one, choice));
                                }
                            },
                            () -> {
                                if (!isToldByItsForms(one, found)) {
                                    breaches.add(leaf(one));
                                }
                            });
        }
        return breaches;
    }

    private static List<Breach> eachInChoice(List<Found> found, Found first, Choice choice) {
        List<List<Found>> meant = meant(found, first, choice);
        return meant.size() == 1
                ? each(meant.getFirst(), choice.step() + 1)
                : List.of(whole(first, choice));
    }

    /** Beside what is wrong with each form of a choice the library tells the choice itself. */
    private static boolean isToldByItsForms(Found one, List<Found> found) {
        int choice = one.path().length() - 1;
        return one.error().getKeyword().equals("oneOf")
                && found.stream()
                        .anyMatch(other ->
                                other.path().sharesBeginning(one.path(), choice)
                                        && other.path()
                                                .choiceFrom(choice)
                                                .filter(form -> form.step() == choice)
                                                .isPresent());
    }

    private static Breach mostTelling(List<Found> found, int from) {
        Optional<Found> plain =
                found.stream()
                        .filter(one -> one.path().choiceFrom(from).isEmpty())
                        .filter(one ->
                                !one.error().getKeyword().equals("oneOf") || found.size() == 1)
                        .findFirst();
        if (plain.isPresent()) {
            return leaf(plain.get());
        }
        Found first =
                found.stream()
                        .filter(one -> one.path().choiceFrom(from).isPresent())
                        .findFirst()
                        .orElse(found.getFirst());
        return first.path()
                .choiceFrom(from)
                .map(choice -> inChoice(found, first, choice))
                .orElseGet(() -> leaf(first));
    }

    private static Breach inChoice(List<Found> found, Found first, Choice choice) {
        List<List<Found>> meant = meant(found, first, choice);
        return meant.size() == 1
                ? mostTelling(meant.getFirst(), choice.step() + 1)
                : whole(first, choice);
    }

    /** The findings in each schema of a choice that the event may have been meant for. */
    private static List<List<Found>> meant(List<Found> found, Found first, Choice choice) {
        Map<String, List<Found>> branches = new LinkedHashMap<>();
        for (Found one : found) {
            if (one.isIn(choice, first.path())) {
                one.path()
                        .choiceFrom(choice.step())
                        .ifPresent(taken ->
                                branches.computeIfAbsent(taken.branch(), key -> new ArrayList<>())
                                        .add(one));
            }
        }
        return branches.values().stream()
                .filter(branch -> branch.stream().noneMatch(one -> isOther(one, choice)))
                .toList();
    }

    /** Whether the finding shows that another schema of the choice was meant. */
    private static boolean isOther(Found found, Choice choice) {
        int depth = found.path().depthFrom(choice.step() + 1);
        String keyword = found.error().getKeyword();
        return TELLS_APART.contains(keyword) && depth <= (keyword.equals("type") ? 0 : 1);
    }

    private static Breach whole(Found first, Choice choice) {
        List<Object> location = location(first.error().getInstanceLocation());
        int length = location.size() - first.path().depthFrom(choice.step() + 1);
        return new Breach(
                choice.keyword(),
                location.subList(0, Math.max(0, length)),
                first.path().placeBefore(choice.step()),
                first.error());
    }

    private static Breach leaf(Found found) {
        OptionalInt names = found.path().namesStep();
        return names.isPresent()
                ? aName(found, names.getAsInt())
                : new Breach(
                        found.path().keyword(),
                        location(found.error().getInstanceLocation()),
                        found.path().placeBefore(found.path().length()),
                        found.error());
    }

    /** A name that is not allowed is not a place: the breach is its object's. */
    private static Breach aName(Found found, int step) {
        List<Object> location = location(found.error().getInstanceLocation());
        return new Breach(
                "propertyNames",
                location.subList(0, location.size() - 1),
                found.path().placeBefore(step),
                found.error());
    }

    private static List<Object> location(NodePath path) {
        List<Object> location = new ArrayList<>(path.getNameCount());
        for (int i = 0; i < path.getNameCount(); i++) {
            location.add(path.getElement(i));
        }
        return location;
    }
}
