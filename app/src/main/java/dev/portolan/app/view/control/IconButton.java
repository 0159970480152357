package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Icons;
import javafx.beans.NamedArg;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;

/** A button of one icon; its words are its tooltip and what a screen reader says. */
public final class IconButton extends Button {
  public IconButton(@NamedArg("icon") String icon, @NamedArg("words") String words) {
    getStyleClass().addAll("flat", "button-icon", "icon-button");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setGraphic(Icons.of(icon));
    setAccessibleText(words);
    setTooltip(new Tooltip(words));
  }

  /** What it does, in words. */
  public void setWords(String words) {
    setAccessibleText(words);
    getTooltip().setText(words);
  }
}
