package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Icons;
import javafx.beans.NamedArg;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;

/** An icon button, whose text is its tooltip and accessible text. */
public final class IconButton extends Button {
  public IconButton(@NamedArg("icon") String icon, @NamedArg("words") String words) {
    getStyleClass().addAll("flat", "button-icon", "icon-button");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setGraphic(Icons.of(icon));
    setAccessibleText(words);
    setTooltip(new Tooltip(words));
  }

  /** Sets the text. */
  public void setWords(String words) {
    setAccessibleText(words);
    getTooltip().setText(words);
  }
}
