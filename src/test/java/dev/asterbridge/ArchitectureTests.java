package dev.asterbridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.SymbolSettings;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.SymbolSetup;
import dev.asterbridge.signals.SignalIntake;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The house rules that a compiler does not know. */
class ArchitectureTests {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.asterbridge");

    @Test
    void everyArrowBetweenRoomsIsDeclared() {
        ApplicationModules.of(AsterBridge.class).verify();
    }

    @Test
    void everyRoomSaysWhatItMayTouch() {
        ApplicationModules.of(AsterBridge.class)
                .forEach(room -> assertThat(room.getBasePackage().findAnnotation(ApplicationModule.class))
                        .as("arrows of %s", room.getIdentifier())
                        .isPresent());
        HOUSE.forEach(type -> assertThat(type.getPackageName().split("\\.").length)
                .as("rooms have no rooms inside: %s", type.getName())
                .isLessThanOrEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook",
                "positions",
                "account",
                "health",
                "stream",
                "trading",
                "shadow",
                "aster",
                "paper",
                "web"
            })
    void aClosedRoomHasNoPublicType(String room) {
        classes()
                .that()
                .resideInAPackage("dev.asterbridge." + room)
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlyTheOrderServicePlacesOrders() {
        Set<String> callers = HOUSE.get(OrderEntry.class).getMethods().stream()
                .flatMap(method -> method.getCallsOfSelf().stream())
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());

        assertThat(callers).containsExactly("OrderService");
    }

    @Test
    void theShadowHasNoWayToAnOrderAtTheExchange() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.asterbridge.shadow")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(OrderEntry.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SymbolSettings.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SymbolSetup.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SignalIntake.class)
                .orShould()
                .callMethodWhere(describe(
                        "writes or places in the room orders",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(OrderService.class)
                                && !Set.of("of", "holdings").contains(call.getName()))));
    }

    @Test
    void nothingThatTradesKnowsTheShadow() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.asterbridge.shadow")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.asterbridge.shadow"));
    }

    @Test
    void theShadowsVenueKnowsNoNetwork() {
        check(noClasses()
                .that()
                .haveSimpleNameStartingWith("Shadow")
                .and()
                .resideInAPackage("dev.asterbridge.paper")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "org.springframework..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("LivePrices"));
    }

    @Test
    void theVocabularyKnowsNoFramework() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.asterbridge.exchange")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat(not(resideInAPackage("dev.asterbridge.exchange")
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.annotations")))));
    }

    @Test
    void onlyTheClientAndThePaperVenueKnowEthereum() {
        check(noClasses()
                .that(not(resideInAPackage("dev.asterbridge.aster").or(resideInAPackage("dev.asterbridge.paper"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.web3j.."));
    }

    @Test
    void timeAndChanceComeInByConstructor() {
        check(noClasses()
                .that(not(describe(
                        "declares the clock",
                        (JavaClass type) -> type.getSimpleName().equals("SystemClock"))))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID"));
    }

    @Test
    void moneyIsNeverAFloatingPointNumber() {
        check(noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "dev.asterbridge.exchange",
                        "dev.asterbridge.orders",
                        "dev.asterbridge.signals",
                        "dev.asterbridge.risk")
                .should()
                .haveRawReturnType(double.class)
                .orShould()
                .haveRawReturnType(float.class)
                .orShould()
                .haveRawReturnType(Double.class));
        check(noClasses().should().callConstructor(BigDecimal.class, double.class));
    }

    @Test
    void valuesOfTheVocabularyAreRecordsEnumsOrPorts() {
        check(classes()
                .that()
                .resideInAPackage("dev.asterbridge.exchange")
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .beEnums());
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
