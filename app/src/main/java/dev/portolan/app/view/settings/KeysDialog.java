package dev.portolan.app.view.settings;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** The list of keyboard shortcuts. */
public final class KeysDialog implements Dialog {
  private static final List<String> WINDOW =
      List.of(
          "palette",
          "filter",
          "edge",
          "shell",
          "files",
          "tunnel",
          "close",
          "next",
          "previous",
          "activity",
          "settings",
          "manual",
          "keys",
          "quit");
  private static final List<String> TABLE =
      List.of("toggle", "edit", "duplicate", "copy", "delete");
  private static final List<String> FILES =
      List.of(
          "files-open",
          "files-up",
          "files-go",
          "files-edit",
          "files-refresh",
          "files-new",
          "files-copy",
          "files-path",
          "files-hidden",
          "transfer-hold",
          "transfer-cancel");
  private static final List<String> TERMINAL =
      List.of(
          "terminal-copy",
          "terminal-paste",
          "terminal-find",
          "terminal-block",
          "terminal-prompt",
          "terminal-output",
          "terminal-offer",
          "terminal-log",
          "terminal-zoom",
          "duplicate-tab",
          "rename-tab",
          "lock-tab",
          "share",
          "split",
          "focus-shell");

  private static final double BETWEEN = 16;

  private final GridPane grid = new GridPane(BETWEEN, 7);

  public KeysDialog() {
    grid.setPrefWidth(820);
    grid.setFocusTraversable(true);
    int files = section(0, 0, "window", WINDOW);
    section(0, files + 1, "files", FILES);
    int second = section(2, 0, "table", TABLE);
    section(2, second + 1, "terminal", TERMINAL);
    grid.setAccessibleText(Texts.get("keys.title"));
  }

  private int section(int column, int first, String title, List<String> keys) {
    Label head = new Label(Texts.get("keys.section." + title));
    head.getStyleClass().add("section-title");
    if (column > 0) {
      GridPane.setMargin(head, new Insets(0, 0, 0, BETWEEN));
    }
    grid.add(head, column, first, 2, 1);
    int row = first + 1;
    for (String key : keys) {
      Label combination = new Label(local(Texts.get("keys." + key)));
      combination.getStyleClass().add("key");
      combination.setMinWidth(Region.USE_PREF_SIZE);
      Label what = new Label(Texts.get("keys." + key + ".what"));
      what.getStyleClass().add(Css.QUIET);
      if (column > 0) {
        GridPane.setMargin(combination, new Insets(0, 0, 0, BETWEEN));
      }
      grid.add(combination, column, row);
      grid.add(what, column + 1, row);
      row++;
    }
    return row;
  }

  /** The shortcut with Command instead of Ctrl on a Mac. */
  private static String local(String combination) {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    return mac && !combination.contains("Tab") ? combination.replace("Ctrl", "⌘") : combination;
  }

  @Override
  public String title() {
    return Texts.get("keys.title");
  }

  @Override
  public Region content() {
    return grid;
  }

  @Override
  public Node firstFocus() {
    return grid;
  }
}
