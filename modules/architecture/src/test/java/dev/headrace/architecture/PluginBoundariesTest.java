package dev.headrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A plugin sees the sink SPI, its own package and its libraries; the AWS ones share one module
 * more.
 */
class PluginBoundariesTest {

    private static final Path MODULES = Path.of("../../plugins");
    private static final String AWS_CLIENT = "dev.headrace.plugin.aws";

    @Test
    void pluginsSeeTheSinkSpiAndPluginsOnly() {
        classes()
                .that(ModuleBoundariesTest.areOf("plugin"))
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.describe(
                                "are of the SPI, of a plugin, or outside of Headrace",
                                target ->
                                        !ModuleBoundariesTest.isHeadrace(target)
                                                || target.getPackageName()
                                                        .equals("dev.headrace.sink")
                                                || ModuleBoundariesTest.moduleOf(target)
                                                        .equals("plugin")))
                .check(Headrace.CLASSES);
    }

    @Test
    void pluginsDoNotSeeEachOther() {
        slices().matching("dev.headrace.plugin.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(),
                        JavaClass.Predicates.resideInAPackage(AWS_CLIENT))
                .check(Headrace.CLASSES);
        noClasses()
                .that()
                .resideInAPackage(AWS_CLIENT)
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("dev.headrace.plugin..")
                                .and(
                                        DescribedPredicate.not(
                                                JavaClass.Predicates.resideInAPackage(AWS_CLIENT))))
                .check(Headrace.CLASSES);
    }

    /** A module that a list forgets would be neither built before this test nor shipped. */
    @Test
    void everyPluginModuleIsBuiltAndListed() throws IOException {
        List<String> modules;
        try (Stream<Path> folders = Files.list(MODULES)) {
            modules =
                    folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList();
        }

        assertThat(modules).contains("sink-file", "aws-client");
        assertThat(found(Path.of("../../pom.xml"), "<module>plugins/([a-z0-9-]+)</module>"))
                .as("modules of pom.xml")
                .containsExactlyInAnyOrderElementsOf(modules);
        assertThat(
                        found(
                                MODULES.resolve("pom.xml"),
                                "<artifactId>headrace-((?:sink|aws)-[a-z0-9-]+)</artifactId>"))
                .as("dependencies of plugins/pom.xml")
                .containsExactlyInAnyOrderElementsOf(modules);
    }

    /** With a module's package as its name, what a class belongs to can be read off it. */
    @Test
    void everyPluginWithSourcesHasItsOwnPackage() throws IOException {
        try (Stream<Path> folders = Files.list(MODULES)) {
            for (Path folder :
                    folders.filter(it -> Files.exists(it.resolve("src/main/java"))).toList()) {
                String type = folder.getFileName().toString().replaceFirst("^sink-|-client$", "");
                assertThat(Headrace.CLASSES.containPackage("dev.headrace.plugin." + type))
                        .as("classes of " + folder.getFileName())
                        .isTrue();
            }
        }
    }

    private static List<String> found(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
