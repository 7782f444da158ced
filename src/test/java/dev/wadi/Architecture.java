package dev.wadi;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The packages of Wadi and the arrows between them, as rules. */
final class Architecture {

    /** What the types of one family share; no type itself. */
    private static final String[] FAMILIES = {
        "dev.wadi.connection.jdbc..",
        "dev.wadi.connection.httpclient..",
        "dev.wadi.connection.mail..",
        "dev.wadi.connection.tabular..",
        "dev.wadi.connection.tls.."
    };

    private static final DescribedPredicate<JavaClass> IN_A_TYPE = describe(
            "in the package of a connection type", type -> type.getPackageName().startsWith("dev.wadi.connection."));

    private static final DescribedPredicate<JavaClass> OF_A_FAMILY = resideInAnyPackage(FAMILIES);

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.wadi..");

    private Architecture() {}

    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("dev.wadi.cli..")
            .layer("console")
            .definedBy("dev.wadi.console..")
            .layer("engine")
            .definedBy("dev.wadi.engine..")
            .layer("pipeline")
            .definedBy("dev.wadi.pipeline..")
            .layer("connection")
            .definedBy("dev.wadi.connection..")
            .layer("batch")
            .definedBy("dev.wadi.batch..")
            .layer("config")
            .definedBy("dev.wadi.config..")
            .layer("spi")
            .definedBy("dev.wadi.spi..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("cli", "console")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("cli", "console", "engine")
            .whereLayer("connection")
            .mayOnlyBeAccessedByLayers("cli", "console", "engine", "pipeline")
            .whereLayer("batch")
            .mayOnlyBeAccessedByLayers("cli", "console", "engine", "pipeline", "connection")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("cli", "console", "engine", "pipeline", "connection")
            .because("arrows point down and right only");

    static final ArchRule NO_CYCLES =
            slices().matching("dev.wadi.(**)").should().beFreeOfCycles();

    static final ArchRule TYPES_USE_THE_PLUGIN_DOOR = classes()
            .that(IN_A_TYPE)
            .should(new ArchCondition<>("see of Wadi only spi, batch, families and themselves") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    DescribedPredicate<JavaClass> allowed = resideInAnyPackage("dev.wadi.spi..", "dev.wadi.batch..")
                            .or(OF_A_FAMILY)
                            .or(resideInAPackage(type.getPackageName()));
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(arrow -> OURS.test(arrow.getTargetClass()) && !allowed.test(arrow.getTargetClass()))
                            .forEach(arrow -> events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
                }
            });

    static final ArchRule TYPES_ARE_NAMED_NOWHERE = noClasses()
            .that(not(IN_A_TYPE))
            .should()
            .dependOnClassesThat(IN_A_TYPE.and(not(OF_A_FAMILY)))
            .because("types come by the plugin door; what families share may be used by pipelines");

    static final ArchRule CONFIG_KNOWS_NO_CAMEL = noClasses()
            .that()
            .resideInAnyPackage("dev.wadi.config..", "dev.wadi.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("config is files and records, and commands call one method of the layer below");

    static final ArchRule SPI_SEES_LITTLE = classes()
            .that()
            .resideInAPackage("dev.wadi.spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wadi.spi..",
                    "java..",
                    "javax..",
                    "org.apache.camel",
                    "org.apache.camel.spi..",
                    "org.apache.arrow..",
                    "org.jspecify..",
                    "org.slf4j");

    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(new ArchCondition<>("be in a package with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    events.add(new SimpleConditionEvent(
                            type, marked, type.getPackageName() + " has no package-info with @NullMarked"));
                }
            });

    static final ArchRule ONLY_COMMANDS_EXIT_AND_PRINT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wadi.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because("what is waited for has a name: a latch, a queue, a schedule");

    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    static final ArchRule ONE_LOG =
            noClasses().should().accessClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.log4j..");

    static final List<ArchRule> ALL = List.of(
            ARROWS_POINT_DOWN,
            NO_CYCLES,
            TYPES_USE_THE_PLUGIN_DOOR,
            TYPES_ARE_NAMED_NOWHERE,
            CONFIG_KNOWS_NO_CAMEL,
            SPI_SEES_LITTLE,
            PACKAGES_ARE_NULL_MARKED,
            ONLY_COMMANDS_EXIT_AND_PRINT,
            NOBODY_SLEEPS,
            NAMES_SAY_SOMETHING,
            ONE_LOG);
}
