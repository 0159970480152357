package dev.portolan.app.view;

import dev.portolan.app.ProgramLog;
import dev.portolan.app.Version;
import dev.portolan.app.browse.RemoteEdit;
import dev.portolan.app.desktop.DesktopNotices;
import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.store.DataFolder;
import dev.portolan.app.store.OneInstance;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.view.files.Trash;
import dev.portolan.app.view.frame.ConsoleWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desktop application. Its parameter {@code --data-dir=DIR} sets the data folder; the default
 * depends on the operating system. Other parameters are links and list files.
 */
public final class ConsoleApplication extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleApplication.class);
  private static final String DATA_DIR = "data-dir";

  /** The system property for a training run, which exits once everything is loaded. */
  private static final String REHEARSAL = "portolan.rehearsal";

  private Console.@Nullable Prepared prepared;
  private @Nullable Console console;
  private OneInstance.@Nullable Start start;
  private boolean leaving;

  @Override
  public void init() throws InterruptedException {
    String chosen = getParameters().getNamed().get(DATA_DIR);
    new FxThread().execute(ConsoleWindow::prepare);
    Path dataFolder =
        chosen == null || chosen.isBlank()
            ? DataFolder.standard()
            : Path.of(chosen).toAbsolutePath();
    // checked again with the lock held: another start may have been faster
    OneInstance.Start beginning = OneInstance.start(dataFolder, getParameters().getUnnamed());
    start = beginning;
    if (beginning instanceof OneInstance.Start.HandedOver) {
      return;
    }
    prepared = Console.prepare(dataFolder);
    // after the window, because it loads files and classes
    Background background = prepared.background();
    background.run(
        () -> {
          ProgramLog.keepIn(dataFolder);
          LOG.info(
              "Portolan {} ({}) on {} {}, Java {}",
              Version.current(),
              Version.build(),
              System.getProperty("os.name"),
              System.getProperty("os.version"),
              Runtime.version());
        });
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) -> LOG.error("A fault of the program in {}", thread.getName(), fault));
  }

  @Override
  public void start(Stage stage) {
    if (start instanceof OneInstance.Start.HandedOver) {
      Platform.exit();
      return;
    }
    Console.Prepared ready = prepared;
    if (ready == null) {
      throw new IllegalStateException("Started before it was initialised");
    }
    Browser browser =
        new Browser(ready.background(), Browser.commands(System.getProperty("os.name", "")));
    Console made =
        new Console(
            stage,
            ready,
            Boolean.getBoolean(REHEARSAL) ? SecretPlace.none() : SecretPlace.ofSystem(),
            browser::open,
            RemoteEdit.editors(System.getProperty("os.name", "")),
            Trash.ofDesktop(),
            Boolean.getBoolean(REHEARSAL)
                ? clicked -> DesktopNotices.none()
                : DesktopNotices::ofSystem);
    console = made;
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          if (!leaving) {
            made.askToLeave(() -> leave(stage, made));
          }
        });
    if (start instanceof OneInstance.Start.First first) {
      first
          .instance()
          .serve(ready.background(), links -> ready.fx().execute(() -> follow(made, links)));
    }
    CompletableFuture<Void> shown = made.show();
    made.follow(getParameters().getUnnamed());
    if (Boolean.getBoolean(REHEARSAL)) {
      shown.thenRunAsync(() -> made.rehearse(() -> leave(stage, made)), ready.fx());
    }
  }

  /** Handles the arguments of a later start. */
  private static void follow(Console made, List<String> links) {
    made.raise();
    made.follow(links);
  }

  @Override
  public void stop() {
    if (console != null) {
      console.end();
    }
    if (start instanceof OneInstance.Start.First first) {
      first.instance().close();
    }
  }

  /** Hides the window at once, then closes the console. */
  private void leave(Stage stage, Console made) {
    leaving = true;
    Platform.setImplicitExit(false);
    stage.hide();
    if (start instanceof OneInstance.Start.First first) {
      first.instance().stopServing();
    }
    made.close().whenComplete((done, failure) -> Platform.exit());
  }
}
