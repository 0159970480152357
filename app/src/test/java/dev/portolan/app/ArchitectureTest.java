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

/** The rules of ARCHITECTURE.md for dependencies and threads. */
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
              "the console is a client: move what it needs of a device or an edge to .lab, or to transport if clients share it");

  @ArchTest
  static final ArchRule viewsSeeNoEngine =
      noClasses()
          .that()
          .resideInAPackage(APP + ".view..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(ENGINE).or(resideInAPackage(APP + ".lab..")))
          .because(
              "views must work without a connection: let .session turn engine state into properties of .model, and bind to those");

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
              "everything depends on items, so they depend on nothing: put behaviour into the session, store or view model that owns the state");

  @ArchTest
  static final ArchRule stateIsChangedByItsOwner =
      methods()
          .that()
          .areAnnotatedWith(WrittenBy.class)
          .should(beCalledByTheirOwnersOnly())
          .because(
              "each piece of state has one owner: call a method of the owner, such as turnOn or change of Inventory");

  @ArchTest
  static final ArchRule itemsNameTheOwnerOfMutableState =
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
          .because("items are visible everywhere: mark with @WrittenBy who may call this method");

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
                          APP + ".transfer..",
                          APP + ".view..",
                          APP + ".lab..",
                          APP + ".cli..",
                          "javafx.scene..",
                          "javafx.stage..")))
          .because("stores outlive windows and sessions: pass them values, or subscribe to them");

  @ArchTest
  static final ArchRule sessionsKnowNoViews =
      noClasses()
          .that()
          .resideInAPackage(APP + ".session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(APP + ".view..", APP + ".cli..", "javafx.scene..", "javafx.stage..")
          .because(
              "sessions also run without a window: offer a property or listener that the view subscribes to");

  @ArchTest
  static final ArchRule transfersKnowNoViews =
      noClasses()
          .that()
          .resideInAPackage(APP + ".transfer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              APP + ".view..", APP + ".cli..", APP + ".lab..", "javafx.scene..", "javafx.stage..")
          .because("files go on while no tab shows them: offer a property that the view binds to");

  @ArchTest
  static final ArchRule browsingKnowsTheEngineOnly =
      noClasses()
          .that()
          .resideInAPackage(APP + ".browse..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(APP + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              APP + ".browse..", APP + ".model..", APP + ".task.."))))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("javafx.scene..")
          .because(
              "a device's folders are the same with and without a window: pass what leads to the device");

  @ArchTest
  static final ArchRule runsKnowTheEngineOnly =
      noClasses()
          .that()
          .resideInAPackage(APP + ".fleet..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(APP + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              APP + ".fleet..", APP + ".terminal..", APP + ".task.."))))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("javafx..")
          .because(
              "a command runs on devices with and without a window: pass a target that leads to each device");

  @ArchTest
  static final ArchRule tasksDependOnNothingOfTheApp =
      noClasses()
          .that()
          .resideInAPackage(APP + ".task..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.portolan..").and(not(resideInAPackage(APP + ".task.."))))
          .because(
              "threads are the lowest layer: pass what a task needs as a Runnable or an Executor");

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
              "a single place keeps hops to the FX thread few and in order: use FxThread or Coalescer of .task");

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
          .because("all threads are shut down in one place: use Background or Timer of .task");

  @ArchTest
  static final ArchRule viewPackagesAreFreeOfCycles =
      slices()
          .matching(APP + ".view.(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "each package of .view is one part of the window: move what two of them need to .common or .control");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching(APP + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "dependencies in ARCHITECTURE.md go one way: move what both need to the lower package");

  private static ArchCondition<JavaMethod> beCalledByTheirOwnersOnly() {
    return new ArchCondition<>("be called by their owners only") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        List<String> owners = owners(method);
        for (JavaCodeUnitAccess<?> access : accesses(method)) {
          String name = access.getOriginOwner().getPackageName();
          boolean allowed = owners.stream().anyMatch(owner -> isWithin(name, owner));
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
                  case TRANSFER -> APP + ".transfer";
                })
        .toList();
  }

  private static boolean isWithin(String name, String owner) {
    return name.equals(owner) || name.startsWith(owner + ".");
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
