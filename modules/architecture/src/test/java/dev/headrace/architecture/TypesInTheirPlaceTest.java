package dev.headrace.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaModifier;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Which libraries may show where, and where time and chance come from. */
class TypesInTheirPlaceTest {

    @Test
    void jaxRsStaysAtTheDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.headrace.ingest",
                        "dev.headrace.insight",
                        "dev.headrace.operations",
                        "dev.headrace.app")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..")
                .check(Headrace.CLASSES);
    }

    @Test
    void jpaStaysInPersistence() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.headrace.persistence")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.eclipse.persistence..")
                .check(Headrace.CLASSES);
    }

    @Test
    void awsStaysInPluginsAndInTheReadersOfTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.headrace.plugin..", "dev.headrace.app")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..")
                .check(Headrace.CLASSES);
    }

    @Test
    void thePipelineKnowsNothingOfJaxRsNorOfTheServer() {
        classes()
                .that()
                .haveSimpleName("IngestPipeline")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.headrace..", "java..")
                .check(Headrace.CLASSES);
    }

    @Test
    void nobodyButTheAppReadsTheSystemClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.headrace.app")
                .should()
                .callMethodWhere(
                        target(nameMatching("now"))
                                .and(target(owner(nameMatching("java\\.time\\..*"))))
                                .or(
                                        target(nameMatching("system.*"))
                                                .and(
                                                        target(
                                                                owner(
                                                                        nameMatching(
                                                                                "java\\.time\\.Clock")))))
                                .or(target(nameMatching("currentTimeMillis"))))
                .because(
                        "time comes in as a Clock, so that tests own it; nanoTime measures durations and is free")
                .check(Headrace.CLASSES);
    }

    @Test
    void nobodyButTheAppMakesChance() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.headrace.app")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .because("chance comes in as a RandomGenerator, so that tests own it")
                .check(Headrace.CLASSES);
    }

    @Test
    void noClassIsNamedForNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(Headrace.CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(Headrace.CLASSES);
    }

    @Test
    void noStaticStateChanges() {
        noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.headrace..")
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(Headrace.CLASSES);
    }
}
