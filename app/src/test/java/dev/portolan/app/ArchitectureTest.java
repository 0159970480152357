package dev.portolan.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import javafx.application.Platform;
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
          .resideInAnyPackage("dev.portolan.device..", "dev.portolan.edge..");

  @ArchTest
  static final ArchRule viewsSeeNoEngine =
      noClasses()
          .that()
          .resideInAPackage(APP + ".view..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(ENGINE).or(resideInAPackage(APP + ".lab..")));

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
              "org.jspecify..");

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
                          "javafx.stage..")));

  @ArchTest
  static final ArchRule sessionsKnowNoViews =
      noClasses()
          .that()
          .resideInAPackage(APP + ".session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(APP + ".view..", APP + ".cli..", "javafx.scene..", "javafx.stage..");

  @ArchTest
  static final ArchRule tasksKnowNothingOfUs =
      noClasses()
          .that()
          .resideInAPackage(APP + ".task..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.portolan..").and(not(resideInAPackage(APP + ".task.."))));

  @ArchTest
  static final ArchRule viewModelsHoldNoNode =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..");

  @ArchTest
  static final ArchRule onlyTasksHopToTheFxThread =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP + ".task..")
          .should()
          .callMethod(Platform.class, "runLater", Runnable.class);

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
          .areAssignableTo(Service.class);

  @ArchTest
  static final ArchRule placesAreFreeOfCycles =
      slices().matching(APP + ".view.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices().matching(APP + ".(*)..").should().beFreeOfCycles();

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
