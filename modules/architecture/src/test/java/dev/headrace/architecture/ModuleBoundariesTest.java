package dev.headrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows. A module not named here does not exist; an arrow not named here is not allowed. The
 * event log is the seam: ingest never sees publishing, and nobody sees a plugin.
 */
class ModuleBoundariesTest {

    private static final Map<String, List<String>> MAY_DEPEND_ON =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("sink", List.of()),
                            Map.entry("client", List.of()),
                            Map.entry("event", List.of()),
                            Map.entry("auth", List.of("event")),
                            Map.entry("validation", List.of("event")),
                            Map.entry("privacy", List.of("event")),
                            Map.entry("eventlog", List.of("event")),
                            Map.entry("publishing", List.of("event", "eventlog", "sink")),
                            Map.entry("athena", List.of("sink")),
                            Map.entry("sql", List.of("sink")),
                            Map.entry("insight", List.of("event", "sink")),
                            Map.entry(
                                    "persistence", List.of("event", "auth", "privacy", "insight")),
                            Map.entry(
                                    "ingest",
                                    List.of("event", "auth", "validation", "privacy", "eventlog")),
                            Map.entry(
                                    "operations",
                                    List.of(
                                            "event",
                                            "auth",
                                            "validation",
                                            "privacy",
                                            "eventlog",
                                            "publishing")),
                            Map.entry(
                                    "app",
                                    List.of(
                                            "event",
                                            "auth",
                                            "validation",
                                            "privacy",
                                            "eventlog",
                                            "publishing",
                                            "insight",
                                            "persistence",
                                            "ingest",
                                            "operations",
                                            "athena",
                                            "sql",
                                            "sink"))));

    static Stream<String> modules() {
        return MAY_DEPEND_ON.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void dependsOnlyOnWhatTheTableAllows(String module) {
        List<String> allowed = MAY_DEPEND_ON.getOrDefault(module, List.of());

        classes()
                .that(areOf(module))
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.describe(
                                "are outside of Headrace or of " + allowed,
                                target ->
                                        !isHeadrace(target)
                                                || moduleOf(target).equals(module)
                                                || allowed.contains(moduleOf(target))))
                .check(Headrace.CLASSES);
    }

    @Test
    void everyClassBelongsToAModuleOfTheTable() {
        assertThat(
                        Headrace.CLASSES.stream()
                                .map(ModuleBoundariesTest::moduleOf)
                                .collect(Collectors.toSet()))
                .as("modules with classes: one that is missing here was not checked at all")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(modules(), Stream.of("plugin")).toList());
    }

    @Test
    void theSinkSpiNeedsTheJdkAlone() {
        classes()
                .that(areOf("sink"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.headrace.sink", "java..", "org.jspecify.annotations")
                .check(Headrace.CLASSES);
    }

    @Test
    void everyModuleIsOneFlatPackage() {
        assertThat(Headrace.CLASSES.getPackage("dev.headrace").getSubpackagesInTree())
                .filteredOn(candidate -> !candidate.getClasses().isEmpty())
                .map(JavaPackage::getName)
                .allMatch(name ->
                        name.matches("dev\\.headrace\\.(plugin\\.)?[a-z][a-z0-9]*(\\.spi)?"));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.headrace.(**)").should().beFreeOfCycles().check(Headrace.CLASSES);
    }

    static DescribedPredicate<JavaClass> areOf(String module) {
        return DescribedPredicate.describe(
                "are of module " + module, one -> isHeadrace(one) && moduleOf(one).equals(module));
    }

    static boolean isHeadrace(JavaClass one) {
        return one.getPackageName().startsWith(Headrace.ROOT);
    }

    /** The segment after the root: the module's package. */
    static String moduleOf(JavaClass one) {
        String below = one.getPackageName().substring(Headrace.ROOT.length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}
