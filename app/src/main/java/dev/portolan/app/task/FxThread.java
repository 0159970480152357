package dev.portolan.app.task;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** Runs tasks on the JavaFX thread, later and in order. */
public final class FxThread implements Executor {
  @Override
  public void execute(Runnable command) {
    Platform.runLater(command);
  }
}
