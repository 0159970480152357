package dev.portolan.app.view.shell;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text that was marked last, which the middle button of the mouse pastes: of all programs where
 * the desktop has such a thing (X11 calls it PRIMARY), else of this one. It is not the clipboard.
 * FX thread.
 */
public interface PrimarySelection {

  /** Makes it the text that was just marked. */
  void set(String text);

  /** Hands over the text, now or soon; nothing happens if there is none. */
  void get(Consumer<String> taker);

  /**
   * That of the desktop if it has one; it is looked for when it is first used, not at the start.
   */
  static PrimarySelection ofDesktop() {
    return new PrimarySelection() {
      private @Nullable PrimarySelection found;

      @Override
      public void set(String text) {
        found().set(text);
      }

      @Override
      public void get(Consumer<String> taker) {
        found().get(taker);
      }

      private PrimarySelection found() {
        PrimarySelection known = found;
        if (known == null) {
          known = Objects.requireNonNullElseGet(GtkPrimarySelection.find(), () -> ofProgram());
          found = known;
        }
        return known;
      }
    };
  }

  /** One that only those know who have this object. */
  static PrimarySelection ofProgram() {
    return new PrimarySelection() {
      private String marked = "";

      @Override
      public void set(String text) {
        marked = text;
      }

      @Override
      public void get(Consumer<String> taker) {
        if (!marked.isEmpty()) {
          taker.accept(marked);
        }
      }
    };
  }
}
