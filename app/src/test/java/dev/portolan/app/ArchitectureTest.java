package dev.portolan.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.portolan.app.model.WrittenBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import javafx.application.Platform;
import javafx.beans.value.WritableValue;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/** The rules of ARCHITECTURE.md: who may see whom, and who may have threads. */
@AnalyzeClasses(packages = "dev.portolan.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String APP = "dev.portolan.app";
  private static final String[] ENGINE = {
    "dev.portolan.smux..",
    "dev.portolan.transport..",
    "dev.portolan.device..",
    "dev.portolan.edge..",
    "io.netty.."
  };

  @ArchTest
  static final ArchRule onlyLabAndCommandLineSeeDevicesAndEdges =
      noClasses()
          .that(not(resideInAnyPackage(APP + ".lab..", APP + ".cli..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.portolan.device..", "dev.portolan.edge..")
          .because(
              "the console is a client: put what it needs of a device or an edge behind a method of .lab, or into transport if clients share it");

  @ArchTest
  static final ArchRule viewsSeeNoEngine =
      noClasses()
          .that()
          .resideInAPackage(APP + ".view..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(ENGINE).or(resideInAPackage(APP + ".lab..")))
          .because(
              "a view must be testable and fast without a connection: let .session turn what the engine says into properties of .model, and bind to those");

  @ArchTest
  static final ArchRule itemsKnowOnlyBeans =
      classes()
          .that()
          .resideInAPackage(APP + ".model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              APP + ".model..",
              "java..",
              "javafx.beans..",
              "javafx.collections..",
              "org.jspecify..")
          .because(
              "everybody sees items, so they see nobody: keep the behaviour in the session, store or view model that owns the fact");

  @ArchTest
  static final ArchRule factsAreChangedByTheirOwners =
      methods()
          .that()
          .areAnnotatedWith(WrittenBy.class)
          .should(beCalledByTheirOwnersOnly())
          .because(
              "a fact with two writers is true for neither: ask its owner by a verb, such as turnOn or change of Inventory");

  @ArchTest
  static final ArchRule itemsNameTheOwnerOfWhatCanBeChanged =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Item")
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage(APP + ".model..")
          .and()
          .areNotAnnotatedWith(WrittenBy.class)
          .should(neitherChangeNorHandOutWhatCanBeChanged())
          .because("everybody sees items: mark with @WrittenBy who may change them by this method");

  @ArchTest
  static final ArchRule storesKnowItemsAndTasks =
      noClasses()
          .that()
          .resideInAPackage(APP + ".store..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ENGINE)
                  .or(
                      resideInAnyPackage(
                          APP + ".session..",
                          APP + ".view..",
                          APP + ".lab..",
                          APP + ".cli..",
                          "javafx.scene..",
                          "javafx.stage..")))
          .because(
              "stores outlive windows and sessions: hand them values, or subscribe to them from above");

  @ArchTest
  static final ArchRule sessionsKnowNoViews =
      noClasses()
          .that()
          .resideInAPackage(APP + ".session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(APP + ".view..", APP + ".cli..", "javafx.scene..", "javafx.stage..")
          .because(
              "sessions also run without a window: tell what happened by a property or listener that the view subscribes to");

  @ArchTest
  static final ArchRule tasksKnowNothingOfUs =
      noClasses()
          .that()
          .resideInAPackage(APP + ".task..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.portolan..").and(not(resideInAPackage(APP + ".task.."))))
          .because(
              "threads are the lowest layer: pass in what a task needs as a Runnable or an Executor");

  @ArchTest
  static final ArchRule viewModelsHoldNoNode =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
          .because(
              "a view model decides without a toolkit: leave nodes, windows and FXML to its view, which binds to it");

  @ArchTest
  static final ArchRule onlyTasksHopToTheFxThread =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP + ".task..")
          .should()
          .callMethod(Platform.class, "runLater", Runnable.class)
          .because(
              "one place keeps hops to the FX thread few and in order: use FxThread or Coalescer of .task");

  @ArchTest
  static final ArchRule onlyTasksMakeThreads =
      noClasses()
          .that()
          .resideOutsideOfPackages(APP + ".task..", APP + ".cli..")
          .should()
          .callMethodWhere(makesThreads())
          .orShould()
          .callConstructorWhere(makesThreads())
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Task.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Service.class)
          .because("all threads are ended in one place: use Background or Timer of .task");

  @ArchTest
  static final ArchRule placesAreFreeOfCycles =
      slices()
          .matching(APP + ".view.(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "each package of .view is one place in the window: move what two of them need to .common or .control");

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices()
          .matching(APP + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "arrows in ARCHITECTURE.md go one way: move what both need to the lower of the two");

  private static ArchCondition<JavaMethod> beCalledByTheirOwnersOnly() {
    return new ArchCondition<>("be called by their owners only") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        List<String> owners = owners(method);
        for (JavaCodeUnitAccess<?> access : accesses(method)) {
          String room = access.getOriginOwner().getPackageName();
          boolean allowed = owners.stream().anyMatch(owner -> isWithin(room, owner));
          if (!allowed) {
            events.add(SimpleConditionEvent.violated(method, access.getDescription()));
          }
        }
      }
    };
  }

  private static List<String> owners(JavaMethod method) {
    return Arrays.stream(method.getAnnotationOfType(WrittenBy.class).value())
        .map(
            owner ->
                switch (owner) {
                  case STORE -> APP + ".store";
                  case SESSION -> APP + ".session";
                })
        .toList();
  }

  private static boolean isWithin(String room, String owner) {
    return room.equals(owner) || room.startsWith(owner + ".");
  }

  private static List<JavaCodeUnitAccess<?>> accesses(JavaMethod method) {
    List<JavaCodeUnitAccess<?>> accesses = new ArrayList<>(method.getCallsOfSelf());
    accesses.addAll(method.getReferencesToSelf());
    return accesses;
  }

  private static ArchCondition<JavaMethod> neitherChangeNorHandOutWhatCanBeChanged() {
    return new ArchCondition<>("neither change anything nor hand out what can be changed") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean changes = method.getRawReturnType().isEquivalentTo(void.class);
        boolean handsOut = method.getRawReturnType().isAssignableTo(WritableValue.class);
        if (changes || handsOut) {
          events.add(SimpleConditionEvent.violated(method, method.getDescription()));
        }
      }
    };
  }

  private static <T extends JavaCall<?>> DescribedPredicate<T> makesThreads() {
    return new DescribedPredicate<>("makes threads") {
      @Override
      public boolean test(T call) {
        var owner = call.getTargetOwner();
        return owner.isEquivalentTo(Executors.class)
            || owner.isEquivalentTo(ForkJoinPool.class)
            || owner.isEquivalentTo(ThreadPoolExecutor.class)
            || owner.isEquivalentTo(Timer.class)
            || owner.isAssignableTo(Thread.Builder.class)
            || (owner.isEquivalentTo(Thread.class)
                && (call.getName().equals("<init>")
                    || call.getName().startsWith("of")
                    || call.getName().startsWith("startVirtual")));
      }
    };
  }
}
