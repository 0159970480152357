package dev.portolan.app.view.control;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Converts choices of a drop-down list to text. Not the reverse.
 *
 * @param <T> the choices
 */
public final class ChoiceText<T> extends StringConverter<T> {
  private final Function<@Nullable T, String> words;

  private ChoiceText(Function<@Nullable T, String> words) {
    this.words = words;
  }

  /** A converter with an empty text for no choice. */
  public static <T> ChoiceText<T> of(Function<T, String> words) {
    return new ChoiceText<>(choice -> choice == null ? "" : words.apply(choice));
  }

  /**
   * A converter with a text for no choice.
   *
   * @param none that text
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
