package dev.headrace.validation;

import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The way through the schema to a keyword that was broken, step by step. It names places without a
 * value of the event: indices and names that the contract does not know are not in it.
 *
 * @param steps from the root of the schema
 */
record SchemaPath(List<Step> steps) {

    /** Stands for a name that the contract does not know. */
    private static final String ANY_NAME = "*";

    private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

    /** Below them a schema is tried, and an event that does not fit may be right all the same. */
    private static final Set<String> TRIALS = Set.of("anyOf", "oneOf", "not", "if", "contains");

    private static final Set<String> ELEMENTS =
            Set.of("items", "prefixItems", "additionalItems", "unevaluatedItems", "contains");
    private static final Set<String> UNKNOWN_NAMES =
            Set.of("additionalProperties", "unevaluatedProperties");
    private static final Set<String> BRANCHES =
            Set.of("allOf", "anyOf", "oneOf", "dependentSchemas", "dependencies");

    /**
     * One keyword on the way.
     *
     * @param branch which of the keyword's schemas, where there are several
     * @param name the step that it takes into the event, as the contract knows it; empty for none
     * @param enters whether it steps into a member or an element of the value
     */
    record Step(String keyword, String branch, Optional<String> name, boolean enters) {}

    /** A choice between schemas, and which of them the way takes. */
    record Choice(int step, String keyword, String branch) {}

    SchemaPath {
        steps = List.copyOf(steps);
    }

    static SchemaPath of(NodePath path) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < path.getNameCount()) {
            Step step = step(path, at);
            steps.add(step);
            at += step.branch().isEmpty() ? 1 : 2;
        }
        return new SchemaPath(steps);
    }

    private static Step step(NodePath path, int at) {
        String keyword = String.valueOf(path.getElement(at));
        boolean last = at + 1 >= path.getNameCount();
        if (last) {
            return new Step(keyword, "", Optional.empty(), false);
        }
        Object next = path.getElement(at + 1);
        if (keyword.equals("properties")) {
            return new Step(keyword, next.toString(), Optional.of(next.toString()), true);
        }
        if (keyword.equals("patternProperties")) {
            return new Step(keyword, next.toString(), Optional.of(ANY_NAME), true);
        }
        if (UNKNOWN_NAMES.contains(keyword)) {
            return new Step(keyword, "", Optional.of(ANY_NAME), true);
        }
        if (ELEMENTS.contains(keyword)) {
            String index = next instanceof Integer ? next.toString() : "";
            return new Step(keyword, index, Optional.empty(), true);
        }
        String branch = BRANCHES.contains(keyword) ? next.toString() : "";
        return new Step(keyword, branch, Optional.empty(), false);
    }

    /** The first choice at or after a step. */
    Optional<Choice> choiceFrom(int start) {
        for (int i = start; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (CHOICES.contains(step.keyword()) && !step.branch().isEmpty()) {
                return Optional.of(new Choice(i, step.keyword(), step.branch()));
            }
        }
        return Optional.empty();
    }

    /** Whether it leads into a schema that is only tried. */
    boolean isTried() {
        return steps.subList(0, steps.size() - 1).stream()
                .anyMatch(step -> TRIALS.contains(step.keyword()));
    }

    /** The step that looks at the names of an object instead of their values. */
    OptionalInt namesStep() {
        return IntStream.range(0, steps.size() - 1)
                .filter(i -> steps.get(i).keyword().equals("propertyNames"))
                .findFirst();
    }

    /** Whether both ways are the same before a step. */
    boolean sharesBeginning(SchemaPath other, int step) {
        return steps.size() >= step
                && other.steps.size() >= step
                && steps.subList(0, step).equals(other.steps.subList(0, step));
    }

    /** How many steps into the event are taken from a step of the way on. */
    int depthFrom(int step) {
        return (int) steps.subList(step, steps.size()).stream().filter(Step::enters).count();
    }

    /** The place before a step, as a pointer without indices and without unknown names. */
    String placeBefore(int step) {
        StringBuilder place = new StringBuilder();
        for (Step taken : steps.subList(0, step)) {
            taken.name().ifPresent(name -> place.append(Pointers.append("", name)));
        }
        return place.toString();
    }

    /** The keyword that the way leads to. */
    String keyword() {
        return steps.getLast().keyword();
    }

    int length() {
        return steps.size();
    }
}
