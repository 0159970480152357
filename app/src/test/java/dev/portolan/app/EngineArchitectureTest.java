package dev.portolan.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms of {@code transport} in ARCHITECTURE.md: who may see whom, and how large they are. */
@AnalyzeClasses(
    packages = "dev.portolan.transport",
    importOptions = {ImportOption.DoNotIncludeTests.class, EngineArchitectureTest.NoTestJars.class})
class EngineArchitectureTest {
  private static final String TRANSPORT = "dev.portolan.transport";
  private static final int MOST_CLASSES = 20;

  /** What each room sees of the others. */
  private static final Map<String, Set<String>> SEES = new HashMap<>();

  static {
    SEES.put("message", Set.of());
    SEES.put("datagram", Set.of());
    SEES.put("loop", Set.of("datagram"));
    SEES.put("problem", Set.of("message"));
    SEES.put("tls", Set.of("problem", "message"));
    SEES.put("endpoint", Set.of("tls", "problem"));
    SEES.put("dial", Set.of("endpoint", "tls", "problem", "loop"));
    SEES.put("alive", Set.of("loop"));
    SEES.put("access", Set.of("message"));
    SEES.put("open", Set.of("problem", "message"));
    SEES.put("accept", Set.of("message"));
    SEES.put("presence", Set.of("open", "problem", "loop", "message"));
    SEES.put("session", and(SEES.get("dial"), "dial", "open", "presence", "message"));
    SEES.put("link", and(SEES.get("session"), "session", "alive"));
    SEES.put("relay", Set.of("open", "loop"));
    SEES.put("tunnel", Set.of("relay", "open", "problem", "loop", "datagram", "message"));
    SEES.put("pty", Set.of("open", "problem", "message"));
  }

  private static Set<String> and(Set<String> those, String... more) {
    return Stream.concat(those.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  /** The tests of other modules have a package of the same name. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static void roomsSeeOnlyWhatTheTableSays(JavaClasses classes) {
    SEES.forEach(
        (room, seen) ->
            noClasses()
                .that()
                .resideInAPackage(TRANSPORT + "." + room)
                .should()
                .dependOnClassesThat(
                    resideInAPackage(TRANSPORT + "..")
                        .and(not(resideInAnyPackage(packages(room, seen)))))
                .because(
                    "the table of ARCHITECTURE.md says what each room sees: move what both need to the lower of the two, or let the lower one be told by a listener")
                .check(classes));
  }

  private static String[] packages(String room, Set<String> seen) {
    return and(seen, room).stream().map(name -> TRANSPORT + "." + name).toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices()
          .matching(TRANSPORT + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("arrows in ARCHITECTURE.md go one way");

  @ArchTest
  static void eachRoomIsInTheTable(JavaClasses classes) {
    assertThat(sizes(classes).keySet())
        .as("a new room goes into this test and the table of ARCHITECTURE.md, with what it sees")
        .containsExactlyInAnyOrderElementsOf(SEES.keySet());
  }

  @ArchTest
  static void noRoomIsAHall(JavaClasses classes) {
    assertThat(sizes(classes))
        .as("a room that nobody overlooks is two: look for what some of its classes share")
        .allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(MOST_CLASSES));
  }

  private static Map<String, Integer> sizes(JavaClasses classes) {
    Map<String, Integer> sizes = new TreeMap<>();
    List<JavaClass> outer =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(found -> found.getPackageName().startsWith(TRANSPORT + "."))
            .filter(found -> !found.getSimpleName().equals("package-info"))
            .toList();
    outer.forEach(
        found ->
            sizes.merge(found.getPackageName().substring(TRANSPORT.length() + 1), 1, Integer::sum));
    return sizes;
  }
}
