package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/** A field for a filter, with a menu of what can be part of it. Esc clears it. FX thread. */
public final class FilterField extends StackPane {
  private final TextField field = new TextField();
  private final MenuButton narrow = new MenuButton("", Icons.of(Icons.FILTER));
  private final Button clear = new Button("", Icons.of(Icons.CLOSE));

  /**
   * Creates an empty field.
   *
   * @param name its name for screen readers
   * @param parts makes the items of the menu whenever that is opened
   */
  public FilterField(String prompt, String name, String tip, Supplier<List<MenuItem>> parts) {
    field.setPromptText(prompt);
    field.setAccessibleText(name);
    field.setTooltip(new Tooltip(tip));
    field.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            field.clear();
            event.consume();
          }
        });
    narrow
        .getStyleClass()
        .addAll(Css.FLAT, "button-icon", "no-arrow", "icon-button", "narrow-button");
    narrow.setAccessibleText(Texts.get("sidebar.narrow"));
    narrow.setTooltip(new Tooltip(Texts.get("sidebar.narrow")));
    narrow.setFocusTraversable(false);
    narrow.getItems().setAll(new MenuItem());
    narrow.setOnShowing(event -> narrow.getItems().setAll(parts.get()));
    FontIcon icon = Icons.of(Icons.SEARCH);
    icon.setMouseTransparent(true);
    icon.getStyleClass().add("search-icon");
    clear.getStyleClass().addAll(Css.FLAT, "button-icon", "icon-button", "clear-button");
    clear.setAccessibleText(Texts.get("sidebar.filter.clear"));
    clear.setFocusTraversable(false);
    clear.setOnAction(event -> clearAndFocus());
    clear.visibleProperty().bind(field.textProperty().isNotEmpty());
    StackPane.setAlignment(clear, Pos.CENTER_RIGHT);
    StackPane.setMargin(clear, new Insets(0, 28, 0, 0));
    StackPane.setAlignment(narrow, Pos.CENTER_RIGHT);
    getChildren().setAll(field, icon, clear, narrow);
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("filter-field");
  }

  /** The field itself, for its text, its id and further keys. */
  public TextField field() {
    return field;
  }

  /** The button of the menu. */
  public MenuButton narrow() {
    return narrow;
  }

  /** The button that empties the field. */
  public Button clear() {
    return clear;
  }

  private void clearAndFocus() {
    field.clear();
    field.requestFocus();
  }
}
