package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.SearchQuery;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The search bar with the number of matches. FX thread. */
final class FindBar extends HBox {
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");
  private static final double TEXT_WIDTH = 200;

  private final TextField text = new TextField();
  private final ToggleButton matchCase = toggle("Aa", "find.case", "find-case");
  private final ToggleButton wholeWord = toggle("W", "find.word", "find-word");
  private final ToggleButton regex = toggle(".*", "find.regex", "find-regex");
  private final Label count = new Label();
  private final Actions actions;

  /** Callbacks of the bar. */
  interface Actions {
    void queryChanged(SearchQuery query);

    void next();

    void previous();

    void close();
  }

  FindBar(Actions actions) {
    this.actions = actions;
    getStyleClass().add("find-bar");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    text.setId("find-text");
    text.setPromptText(ShellTexts.of("find.prompt"));
    text.setAccessibleText(ShellTexts.of("find.prompt"));
    text.setPrefWidth(TEXT_WIDTH);
    text.setMinWidth(40);
    count.getStyleClass().add("find-count");
    count.setId("find-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    getChildren()
        .addAll(
            text,
            matchCase,
            wholeWord,
            regex,
            count,
            button("fth-arrow-up", "find.previous", "find-previous", actions::previous),
            button("fth-arrow-down", "find.next", "find-next", actions::next),
            button("fth-x", "find.close", "find-close", actions::close));
    text.textProperty().addListener(change -> changed());
    matchCase.selectedProperty().addListener(change -> changed());
    wholeWord.selectedProperty().addListener(change -> changed());
    regex.selectedProperty().addListener(change -> changed());
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private static ToggleButton toggle(String label, String key, String id) {
    ToggleButton button = new ToggleButton(label);
    button.setId(id);
    return named(button, key);
  }

  private static Button button(String icon, String key, String id, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.setId(id);
    button.setOnAction(event -> action.run());
    return named(button, key);
  }

  private static <B extends ButtonBase> B named(B button, String key) {
    button.setAccessibleText(ShellTexts.of(key));
    button.setTooltip(new Tooltip(ShellTexts.of(key)));
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private void pressed(KeyEvent event) {
    boolean inText = text.isFocused();
    if (event.getCode() == KeyCode.ESCAPE) {
      actions.close();
    } else if (inText && event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
      actions.previous();
    } else if (inText && event.getCode() == KeyCode.ENTER) {
      actions.next();
    } else if (event.getCode() == KeyCode.F3) {
      if (event.isShiftDown()) {
        actions.previous();
      } else {
        actions.next();
      }
    } else {
      return;
    }
    event.consume();
  }

  private void changed() {
    actions.queryChanged(query());
  }

  SearchQuery query() {
    return new SearchQuery(
        text.getText() == null ? "" : text.getText(),
        matchCase.isSelected(),
        wholeWord.isSelected(),
        regex.isSelected());
  }

  /** Focuses the bar, with {@code suggestion} selected if not empty. */
  void open(String suggestion) {
    if (!suggestion.isEmpty()) {
      text.setText(suggestion);
    }
    text.requestFocus();
    text.selectAll();
  }

  /** Shows the result text, as an error if {@code problem}. */
  void showCount(String words, boolean problem) {
    count.setText(words);
    count.pseudoClassStateChanged(PROBLEM, problem);
  }
}
