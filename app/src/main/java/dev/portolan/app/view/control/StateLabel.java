package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/** A state as icon and word, coloured by its tone. */
public final class StateLabel extends Label {
  private final FontIcon icon = Icons.of(Icons.OFF);

  public StateLabel() {
    getStyleClass().add(Css.STATE);
    icon.getStyleClass().add(Css.STATE_ICON);
    setGraphic(icon);
  }

  /** Shows a state, with {@code reason} as the tooltip. */
  public void show(StateLook look, String reason) {
    if (!look.icon().equals(icon.getIconLiteral())) {
      icon.setIconLiteral(look.icon());
    }
    if (!look.word().equals(getText())) {
      setText(look.word());
    }
    look.tone().apply(this);
    String words = reason.isEmpty() ? look.word() : look.word() + ": " + reason;
    setAccessibleText(words);
    Tooltip tooltip = getTooltip();
    if (tooltip == null) {
      tooltip = new Tooltip();
      tooltip.setWrapText(true);
      tooltip.setMaxWidth(420);
      setTooltip(tooltip);
    }
    if (!words.equals(tooltip.getText())) {
      tooltip.setText(words);
    }
  }
}
