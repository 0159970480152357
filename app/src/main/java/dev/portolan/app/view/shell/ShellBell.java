package dev.portolan.app.view.shell;

import java.util.function.LongSupplier;
import javafx.animation.PauseTransition;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** A visual bell: a short flash of the frame, at most once a second. FX thread. */
final class ShellBell extends Region {
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final Duration FLASH = Duration.millis(180);

  private final LongSupplier nanoTime;
  private final PauseTransition flash = new PauseTransition(FLASH);
  private long rangAt;

  ShellBell(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.rangAt = nanoTime.getAsLong() - PAUSE_NANOS;
    getStyleClass().add("bell-flash");
    setMouseTransparent(true);
    setVisible(false);
    flash.setOnFinished(event -> setVisible(false));
  }

  void ring() {
    long now = nanoTime.getAsLong();
    if (now - rangAt >= PAUSE_NANOS) {
      rangAt = now;
      setVisible(true);
      flash.playFromStart();
    }
  }

  void stop() {
    flash.stop();
  }
}
