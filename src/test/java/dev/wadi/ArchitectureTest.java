package dev.wadi;

import static dev.wadi.Architecture.ARROWS_POINT_DOWN;
import static dev.wadi.Architecture.CONFIG_KNOWS_NO_CAMEL;
import static dev.wadi.Architecture.NAMES_SAY_SOMETHING;
import static dev.wadi.Architecture.NOBODY_SLEEPS;
import static dev.wadi.Architecture.NO_CYCLES;
import static dev.wadi.Architecture.ONE_LOG;
import static dev.wadi.Architecture.ONLY_COMMANDS_EXIT_AND_PRINT;
import static dev.wadi.Architecture.PACKAGES_ARE_NULL_MARKED;
import static dev.wadi.Architecture.SPI_SEES_LITTLE;
import static dev.wadi.Architecture.TYPES_ARE_NAMED_NOWHERE;
import static dev.wadi.Architecture.TYPES_USE_THE_PLUGIN_DOOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows of the house. Each rule is also seen to fail, on classes that break it on purpose. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("dev.wadi");

    /** What breaks the rules. */
    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(ArchitectureTest::isPlanted)
            .importPackages("dev.wadi");

    private static boolean isPlanted(Location location) {
        return location.contains("/planted/");
    }

    static List<ArchRule> rules() {
        return Architecture.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void wadiObeys(ArchRule rule) {
        rule.check(MAIN);
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                Arguments.of(ARROWS_POINT_DOWN, "<dev.wadi.connection.planted.PlantedType.seesConfig()>"),
                Arguments.of(NO_CYCLES, "Cycle detected: Slice config.planted"),
                Arguments.of(TYPES_USE_THE_PLUGIN_DOOR, "<dev.wadi.config.Place.of(java.lang.String)>"),
                Arguments.of(TYPES_ARE_NAMED_NOWHERE, "<dev.wadi.config.planted.PlantedManager.seesMuch("),
                Arguments.of(CONFIG_KNOWS_NO_CAMEL, "<org.apache.camel.CamelContext.getName()>"),
                Arguments.of(SPI_SEES_LITTLE, "<dev.wadi.spi.planted.PlantedWord.seesConfig()>"),
                Arguments.of(PACKAGES_ARE_NULL_MARKED, "dev.wadi.config.planted has no package-info with @NullMarked"),
                Arguments.of(ONLY_COMMANDS_EXIT_AND_PRINT, "gets field <java.lang.System.out>"),
                Arguments.of(NOBODY_SLEEPS, "calls method <java.lang.Thread.sleep(long)>"),
                Arguments.of(NAMES_SAY_SOMETHING, "<dev.wadi.config.planted.PlantedManager> has simple name"),
                Arguments.of(ONE_LOG, "<java.util.logging.Logger.getLogger(java.lang.String)>"));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void aPlantedViolationIsRejected(ArchRule rule, String details) {
        List<String> found = rule.evaluate(PLANTED).getFailureReport().getDetails();

        assertThat(String.join("\n", found)).contains(details);
    }

    @Test
    void everyRuleIsSeenToFail() {
        assertThat(plants().map(plant -> plant.get()[0])).containsExactlyInAnyOrderElementsOf(Architecture.ALL);
    }
}
