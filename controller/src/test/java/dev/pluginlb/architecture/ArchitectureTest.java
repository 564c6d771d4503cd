package dev.pluginlb.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The house: which room sees which, and what may stand in none. */
@AnalyzeClasses(packages = "dev.pluginlb", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.pluginlb";
    private static final String[] PURE = {
        "dev.pluginlb.cluster..",
        "dev.pluginlb.traffic..",
        "dev.pluginlb.plan..",
        "dev.pluginlb.policy..",
        "dev.pluginlb.dispatch.."
    };

    /** The rooms from the top; a lower row may use a higher one, never the reverse, and rooms of one row not each other. */
    private static final List<List<String>> ROWS = List.of(
            List.of("cluster"),
            List.of("traffic"),
            List.of("dispatch"),
            List.of("plan"),
            List.of("exchange", "task"),
            List.of("policy", "render", "probe"),
            List.of("disk", "pace", "supervise"),
            List.of("nginx", "redis", "accesslog", "plugins"),
            List.of("control"),
            List.of("store", "config"),
            List.of("admin", "simulate", "log"),
            List.of("cli"),
            List.of("wiring"),
            List.of("check"));

    @ArchTest
    static final ArchRule pureRoomsSeeNothingButThemselvesAndValues = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                    .or(resideInAnyPackage("java.lang..", "java.util..", "java.time..", "org.jspecify..")))
            .because("a decision is made from its arguments alone");

    @ArchTest
    static final ArchRule pureRoomsHaveNoThreadsNoFilesAndNoNet = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.lang.reflect..", "java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ProcessBuilder.class, ProcessHandle.class, Clock.class);

    @ArchTest
    static void arrowsNeverTurnBack(JavaClasses all) {
        for (int row = 0; row < ROWS.size(); row++) {
            for (String room : ROWS.get(row)) {
                String[] forbidden = ROWS.subList(row, ROWS.size()).stream()
                        .flatMap(List::stream)
                        .filter(other -> !other.equals(room))
                        .map(other -> ROOT + "." + other + "..")
                        .toArray(String[]::new);
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT)
                        .allowEmptyShould(true)
                        .because("lower rows may use higher rows, never the reverse")
                        .check(all);
            }
        }
    }

    @ArchTest
    static void everyRoomHasItsRow(JavaClasses all) {
        List<String> placed = ROWS.stream().flatMap(List::stream).toList();

        assertThat(all.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT + "."))
                        .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                        .distinct()
                        .filter(room -> !room.equals("demo")))
                .isSubsetOf(placed);
    }

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("dev.pluginlb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void eachLibraryIsKnownInItsRoomOnly(JavaClasses all) {
        Map<String, String[]> rooms = new TreeMap<>(Map.of(
                "redis.clients..", new String[] {"redis", "wiring", "check", "demo"},
                "ch.qos.logback..", new String[] {"log"},
                "io.javalin..", new String[] {"admin", "demo"},
                "io.prometheus..", new String[] {"admin"},
                "org.eclipse.jetty.http..", new String[] {"exchange", "admin", "demo"},
                "picocli..", new String[] {"cli"},
                "org.jline..", new String[] {"cli"},
                "org.knowm..", new String[] {"simulate"},
                "freemarker..", new String[] {"render"}));
        rooms.forEach((library, known) -> noClasses()
                .that(not(resideInAnyPackage(List.of(known).stream()
                                .map(room -> ROOT + "." + room + "..")
                                .toArray(String[]::new)))
                        .and(not(resideInAPackage(ROOT))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(all));
    }

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule whatRepeatsIsOnAThreadThatLosesNoError = noClasses()
            .that(not(resideInAnyPackage("dev.pluginlb.task..", "dev.pluginlb.demo..")))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ScheduledExecutorService.class)
            .because("an Error in such an executor ends a task for good, and nobody hears of it");

    @ArchTest
    static final ArchRule onlyTheRootTakesTheSystemsClock = noClasses()
            .that(not(resideInAPackage(ROOT)))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule nobodyPrintsOrExitsOutsideTheEdges = noClasses()
            .that(not(resideInAnyPackage(ROOT, "dev.pluginlb.cli..", "dev.pluginlb.demo..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nothingIsNamedForWhatItIsNot = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Info");

    @ArchTest
    static void everyRoomSaysWhatItIsAndIsNullMarked(JavaClasses all) {
        assertThat(all.stream().map(JavaClass::getPackage).collect(Collectors.toSet()))
                .allSatisfy(room ->
                        assertThat(isNullMarked(room)).as(room.getName()).isTrue());
    }

    private static boolean isNullMarked(JavaPackage room) {
        return room.isAnnotatedWith(NullMarked.class);
    }
}
