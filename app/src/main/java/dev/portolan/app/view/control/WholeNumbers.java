package dev.portolan.app.view.control;

import javafx.event.ActionEvent;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/**
 * Makes an editable spinner hold a whole number at all times: a text that is none gives way to the
 * last good number when Enter is pressed or the focus leaves. FX thread.
 */
public final class WholeNumbers {
  private WholeNumbers() {}

  /**
   * Gives {@code spinner} a value within {@code min} and {@code max}, both included, which its
   * arrows change by {@code step}.
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

  /** Reads a number within the bounds, or else the one there is. */
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
