package dev.portolan.app.view.shell;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text selected last, which the middle mouse button pastes: of all programs on X11 (PRIMARY),
 * else of this one. Not the clipboard. FX thread.
 */
public interface PrimarySelection {

  /** Sets the selected text. */
  void set(String text);

  /** Passes the text to {@code taker}, possibly later, if there is one. */
  void get(Consumer<String> taker);

  /** The desktop's selection if it has one, determined at first use. */
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

  /** A selection within this program. */
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
