package dev.portolan.app.view.control;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Shows the choices of a drop-down list in words; nobody can type one.
 *
 * @param <T> the choices
 */
public final class ChoiceText<T> extends StringConverter<T> {
  private final Function<@Nullable T, String> words;

  private ChoiceText(Function<@Nullable T, String> words) {
    this.words = words;
  }

  /** Shows nothing where nothing is chosen. */
  public static <T> ChoiceText<T> of(Function<T, String> words) {
    return new ChoiceText<>(choice -> choice == null ? "" : words.apply(choice));
  }

  /**
   * Shows something where nothing is chosen.
   *
   * @param none what to show then
   */
  public static <T> ChoiceText<T> of(Function<T, String> words, String none) {
    return new ChoiceText<>(choice -> choice == null ? none : words.apply(choice));
  }

  @Override
  public String toString(@Nullable T choice) {
    return words.apply(choice);
  }

  @Override
  public T fromString(String text) {
    throw new UnsupportedOperationException("The choice is not typed");
  }
}
