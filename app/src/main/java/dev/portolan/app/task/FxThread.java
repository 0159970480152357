package dev.portolan.app.task;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** Runs what it is given on the JavaFX thread, later, in the order it was given. */
public final class FxThread implements Executor {
  @Override
  public void execute(Runnable command) {
    Platform.runLater(command);
  }
}
