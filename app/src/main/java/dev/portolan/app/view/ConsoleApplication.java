package dev.portolan.app.view;

import dev.portolan.app.store.DataFolder;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.view.frame.ConsoleWindow;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The desktop application. Its one parameter, {@code --data-dir=DIR}, chooses the folder for what
 * is kept; without it that is the folder the operating system has for such things.
 */
public final class ConsoleApplication extends Application {
  private static final String DATA_DIR = "data-dir";

  /** The system property that makes a start a rehearsal: it ends by itself once all is there. */
  private static final String REHEARSAL = "portolan.rehearsal";

  private Console.@Nullable Prepared prepared;
  private @Nullable Console console;
  private boolean leaving;

  @Override
  public void init() {
    String chosen = getParameters().getNamed().get(DATA_DIR);
    new FxThread().execute(ConsoleWindow::prepare);
    prepared =
        Console.prepare(
            chosen == null || chosen.isBlank()
                ? DataFolder.standard()
                : Path.of(chosen).toAbsolutePath());
  }

  @Override
  public void start(Stage stage) {
    Console.Prepared ready = prepared;
    if (ready == null) {
      throw new IllegalStateException("Started before it was initialised");
    }
    // On some systems looking for a browser takes a while.
    Console made =
        new Console(
            stage, ready, url -> ready.background().run(() -> getHostServices().showDocument(url)));
    console = made;
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          if (!leaving) {
            made.askToLeave(() -> leave(stage, made));
          }
        });
    CompletableFuture<Void> shown = made.show();
    if (Boolean.getBoolean(REHEARSAL)) {
      shown.thenRunAsync(() -> made.rehearse(() -> leave(stage, made)), ready.fx());
    }
  }

  @Override
  public void stop() {
    if (console != null) {
      console.end();
    }
  }

  /** The window goes at once; what it held is ended behind it. */
  private void leave(Stage stage, Console made) {
    leaving = true;
    Platform.setImplicitExit(false);
    stage.hide();
    made.close().whenComplete((done, failure) -> Platform.exit());
  }
}
