package dev.portolan.app.tour;

import dev.portolan.app.task.FxThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Drives a window as a user would. Methods block, so call them off the FX thread; each has a time
 * limit of half a minute.
 */
final class Visitor {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Stage stage;
  private final FxThread fx;

  Visitor(Stage stage, FxThread fx) {
    this.stage = stage;
    this.fx = fx;
  }

  /** Presses the button with an id once it is enabled. */
  void press(String id) throws TourException {
    ButtonBase button = await("the button " + id, () -> usable(id, ButtonBase.class));
    act(button::fire);
  }

  /** Fills the text field with an id. */
  void fill(String id, String text) throws TourException {
    TextInputControl field = await("the field " + id, () -> usable(id, TextInputControl.class));
    act(() -> field.setText(text));
  }

  /** Types a line into a node. */
  void type(Node node, String line) throws TourException {
    act(
        () -> {
          node.requestFocus();
          line.chars()
              .forEach(
                  c -> {
                    Event.fireEvent(node, key(KeyEvent.KEY_PRESSED, "", KeyCode.UNDEFINED));
                    Event.fireEvent(
                        node, key(KeyEvent.KEY_TYPED, Character.toString(c), KeyCode.UNDEFINED));
                  });
          Event.fireEvent(node, key(KeyEvent.KEY_PRESSED, "", KeyCode.ENTER));
        });
  }

  private static KeyEvent key(EventType<KeyEvent> type, String character, KeyCode code) {
    return new KeyEvent(type, character, "", code, false, false, false, false);
  }

  /** Waits until a text is visible in the window. */
  void read(String text) throws TourException {
    await("the words \u201c" + text + "\u201d", () -> shows(text) ? text : null);
  }

  private boolean shows(String text) {
    return stage.getScene().getRoot().lookupAll(".label").stream()
        .anyMatch(
            node ->
                node instanceof Labeled label
                    && label.getText() != null
                    && label.getText().contains(text)
                    && isShown(label));
  }

  private <T extends Node> @Nullable T usable(String id, Class<T> type) {
    for (Node node : stage.getScene().getRoot().lookupAll('#' + id)) {
      if (type.isInstance(node) && isShown(node) && !node.isDisabled()) {
        return type.cast(node);
      }
    }
    return null;
  }

  private static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /** Waits for a visible node with an id. */
  Node find(String id) throws TourException {
    return await("the part " + id, () -> usable(id, Node.class));
  }

  /** A condition that is evaluated on the FX thread. */
  @FunctionalInterface
  interface Look<T> {
    /**
     * The result, or null to wait longer.
     *
     * @throws TourException if waiting is pointless
     */
    @Nullable T at() throws TourException;
  }

  /** Evaluates a condition at every frame until it has a result. */
  <T> T await(String what, Look<T> look) throws TourException {
    CompletableFuture<T> seen = new CompletableFuture<>();
    fx.execute(() -> new EachFrame<>(look, seen).start());
    return get(what, seen);
  }

  /** Runs an action on the FX thread and waits for it. */
  void act(Runnable deed) throws TourException {
    get("the window", CompletableFuture.runAsync(deed, fx));
  }

  /** Evaluates on the FX thread. */
  <T> T ask(Supplier<T> question) throws TourException {
    return get("an answer of the window", CompletableFuture.supplyAsync(question, fx));
  }

  static <T> T get(String what, CompletableFuture<T> future) throws TourException {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new TourException(
          "the tour waited " + PATIENCE.toSeconds() + " s in vain for " + what, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TourException known) {
        throw known;
      }
      throw new TourException("the tour failed at " + what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TourException("the tour was interrupted", e);
    } finally {
      future.cancel(false);
    }
  }

  /** Saves a screenshot. */
  void picture(Path file) throws TourException {
    WritableImage image = ask(() -> stage.getScene().snapshot(null));
    try {
      Files.write(file, Png.of(image));
    } catch (IOException e) {
      throw new TourException("the picture " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static final class EachFrame<T> extends AnimationTimer {
    private final Look<T> look;
    private final CompletableFuture<T> seen;

    EachFrame(Look<T> look, CompletableFuture<T> seen) {
      this.look = look;
      this.seen = seen;
    }

    @Override
    public void handle(long now) {
      try {
        T answer = seen.isDone() ? null : look.at();
        if (answer != null) {
          seen.complete(answer);
        }
      } catch (TourException | RuntimeException e) {
        seen.completeExceptionally(e);
      }
      if (seen.isDone()) {
        stop();
      }
    }
  }
}
