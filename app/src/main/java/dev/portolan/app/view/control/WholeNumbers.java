package dev.portolan.app.view.control;

import javafx.event.ActionEvent;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/**
 * Makes an editable spinner accept integers only: invalid text is replaced by the last valid number
 * at Enter or focus loss. FX thread.
 */
public final class WholeNumbers {
  private WholeNumbers() {}

  /**
   * Configures {@code spinner} for values from {@code min} to {@code max} in steps of {@code step}.
   */
  public static void install(Spinner<Integer> spinner, int min, int max, int step, int value) {
    IntegerSpinnerValueFactory factory = new IntegerSpinnerValueFactory(min, max, value, step);
    factory.setConverter(new LastGood(factory));
    spinner.setValueFactory(factory);
    spinner.getEditor().addEventHandler(ActionEvent.ACTION, event -> commit(spinner));
    spinner
        .focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                commit(spinner);
              }
            });
  }

  private static void commit(Spinner<Integer> spinner) {
    spinner.commitValue();
    spinner.getEditor().setText(String.valueOf(spinner.getValue()));
  }

  /** Parses a number within bounds, or returns the present one. */
  private static final class LastGood extends StringConverter<Integer> {
    private final IntegerSpinnerValueFactory factory;

    LastGood(IntegerSpinnerValueFactory factory) {
      this.factory = factory;
    }

    @Override
    public String toString(Integer number) {
      return String.valueOf(number);
    }

    @Override
    public Integer fromString(String text) {
      try {
        return Math.clamp(Integer.parseInt(text.strip()), factory.getMin(), factory.getMax());
      } catch (NumberFormatException none) {
        return factory.getValue();
      }
    }
  }
}
