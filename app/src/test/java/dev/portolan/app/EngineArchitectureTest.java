package dev.portolan.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
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

/** The dependencies between the packages of {@code transport}, as in ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "dev.portolan",
    importOptions = {ImportOption.DoNotIncludeTests.class, EngineArchitectureTest.NoTestJars.class})
class EngineArchitectureTest {
  private static final String TRANSPORT = "dev.portolan.transport";
  private static final List<String> ENGINE =
      List.of(TRANSPORT, "dev.portolan.smux", "dev.portolan.device", "dev.portolan.edge");
  private static final int MAX_CLASSES = 20;

  /** Used where this test does not see it: constants, which javac copies, and by src/bench. */
  private static final Set<String> USED_UNSEEN =
      Set.of("ClientNumber", "UpgradeTerms", "TcpTunnel", "UdpTunnel");

  /** Allowed dependencies by package. */
  private static final Map<String, Set<String>> DEPENDENCIES = new HashMap<>();

  static {
    DEPENDENCIES.put("message", Set.of());
    DEPENDENCIES.put("datagram", Set.of());
    DEPENDENCIES.put("loop", Set.of("datagram"));
    DEPENDENCIES.put("problem", Set.of("message"));
    DEPENDENCIES.put("tls", Set.of("problem", "message"));
    DEPENDENCIES.put("endpoint", Set.of("tls", "problem"));
    DEPENDENCIES.put("dial", Set.of("endpoint", "tls", "problem", "loop"));
    DEPENDENCIES.put("alive", Set.of("loop"));
    DEPENDENCIES.put("access", Set.of("message"));
    DEPENDENCIES.put("open", Set.of("problem", "message"));
    DEPENDENCIES.put("accept", Set.of("message"));
    DEPENDENCIES.put("presence", Set.of("open", "problem", "loop", "message"));
    DEPENDENCIES.put(
        "session", and(DEPENDENCIES.get("dial"), "dial", "open", "presence", "message"));
    DEPENDENCIES.put("enrol", and(DEPENDENCIES.get("dial"), "dial", "session", "message"));
    DEPENDENCIES.put("link", and(DEPENDENCIES.get("session"), "session", "alive"));
    DEPENDENCIES.put("relay", Set.of("open", "loop"));
    DEPENDENCIES.put("socks", Set.of("problem", "loop", "message"));
    DEPENDENCIES.put(
        "tunnel", Set.of("socks", "relay", "open", "problem", "loop", "datagram", "message"));
    DEPENDENCIES.put("probe", Set.of("open", "tls", "message"));
    DEPENDENCIES.put("pty", Set.of("open", "problem", "message"));
    DEPENDENCIES.put("folder", Set.of());
    DEPENDENCIES.put("file", Set.of("folder", "open", "problem", "message"));
  }

  private static Set<String> and(Set<String> those, String... more) {
    return Stream.concat(those.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  /** Excludes test classes of other modules, which have the same packages. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static void packagesDependOnlyOnWhatTheTableSays(JavaClasses classes) {
    DEPENDENCIES.forEach(
        (name, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(TRANSPORT + "." + name)
                .should()
                .dependOnClassesThat(
                    resideInAPackage(TRANSPORT + "..")
                        .and(not(resideInAnyPackage(packages(name, allowed)))))
                .because(
                    "ARCHITECTURE.md lists the allowed dependencies: move what both need to the"
                        + " lower package, or pass a listener")
                .check(classes));
  }

  private static String[] packages(String name, Set<String> allowed) {
    return and(allowed, name).stream().map(other -> TRANSPORT + "." + other).toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching(TRANSPORT + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("dependencies in ARCHITECTURE.md go one way");

  @ArchTest
  static void eachPackageIsInTheTable(JavaClasses classes) {
    assertThat(sizes(classes).keySet())
        .as("a new package must be listed in this test and in ARCHITECTURE.md")
        .containsExactlyInAnyOrderElementsOf(DEPENDENCIES.keySet());
  }

  @ArchTest
  static void packagesStaySmall(JavaClasses classes) {
    assertThat(sizes(classes))
        .as("split a package that is too large by what its classes have in common")
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MAX_CLASSES));
  }

  @ArchTest
  static void onlyWhatOthersUseIsPublic(JavaClasses classes) {
    List<String> ownUseOnly =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> isPublic(type.getModifiers()))
            .filter(type -> ENGINE.stream().anyMatch(type.getPackageName()::startsWith))
            .filter(type -> !USED_UNSEEN.contains(type.getSimpleName()))
            .filter(type -> !isUsedElsewhere(type))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertThat(ownUseOnly).as("a type that only its own package uses is package-private").isEmpty();
  }

  /** By name, or as a part of the signature of another public type. */
  private static boolean isUsedElsewhere(JavaClass type) {
    return Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
        .flatMap(used -> used.getDirectDependenciesToSelf().stream())
        .anyMatch(
            use ->
                !use.getOriginClass().getPackageName().equals(type.getPackageName())
                    || isInSignature(type, use.getOriginClass()));
  }

  private static boolean isInSignature(JavaClass type, JavaClass user) {
    return !user.equals(type)
        && isPublic(user.getModifiers())
        && user.getCodeUnits().stream()
            .filter(unit -> isPublic(unit.getModifiers()))
            .flatMap(unit -> Stream.concat(parameters(unit), result(unit)))
            .anyMatch(type::equals);
  }

  private static Stream<JavaClass> parameters(JavaCodeUnit unit) {
    return unit.getParameterTypes().stream()
        .flatMap(each -> each.getAllInvolvedRawTypes().stream());
  }

  private static Stream<JavaClass> result(JavaCodeUnit unit) {
    return unit.getReturnType().getAllInvolvedRawTypes().stream();
  }

  private static boolean isPublic(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC);
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
