package dev.portolan.app.view.run;

import dev.portolan.app.fleet.LineDiff;
import dev.portolan.app.fleet.LineDiff.Side;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Lines of output, or of a comparison. Only those in view have nodes, however many there are. */
final class OutputList extends ListView<LineDiff.Line> {
  private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
  private static final PseudoClass NEW = PseudoClass.getPseudoClass("new");

  /** Most characters of a line that are shown; all can be copied. */
  private static final int MAX_SHOWN = 2_000;

  private final Consumer<String> copier;

  OutputList(Consumer<String> copier) {
    this.copier = copier;
    setId("run-output");
    getStyleClass().addAll("edge-to-edge", "dense", "run-output");
    setAccessibleText(Texts.get("run.output"));
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setPlaceholder(new Label(Texts.get("run.no-output")));
    setCellFactory(view -> new LineCell());
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    setOnContextMenuRequested(
        event ->
            Menus.show(
                new ContextMenu(),
                List.of(Menus.item(Texts.get("run.copy-lines"), Icons.COPY, this::copyLines)),
                this,
                event));
  }

  /** Shows a text. Lines that are there already stay, so what is scrolled to does, too. */
  void show(String text) {
    List<LineDiff.Line> lines =
        text.lines().map(line -> new LineDiff.Line(Side.BOTH, line)).toList();
    int known = getItems().size();
    boolean more = known > 0 && known <= lines.size() && lines.subList(0, known).equals(getItems());
    if (more) {
      getItems().addAll(lines.subList(known, lines.size()));
    } else {
      getItems().setAll(lines);
    }
  }

  /** Shows a comparison. */
  void show(List<LineDiff.Line> lines) {
    getItems().setAll(lines);
  }

  private void pressed(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
      copyLines();
      event.consume();
    }
  }

  private void copyLines() {
    List<LineDiff.Line> chosen = getSelectionModel().getSelectedItems();
    copier.accept(
        (chosen.isEmpty() ? getItems() : chosen)
            .stream().map(LineDiff.Line::text).collect(Collectors.joining("\n")));
  }

  private static final class LineCell extends ListCell<LineDiff.Line> {
    LineCell() {
      getStyleClass().add(Css.MONO);
    }

    @Override
    protected void updateItem(LineDiff.@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      Side side = empty || line == null ? Side.BOTH : line.side();
      pseudoClassStateChanged(OLD, side == Side.OLD);
      pseudoClassStateChanged(NEW, side == Side.NEW);
      if (empty || line == null) {
        setText(null);
        return;
      }
      String text = line.text();
      String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + " \u2026";
      setText(compares() ? side.sign() + " " + shown : shown);
    }

    private boolean compares() {
      return getListView() instanceof OutputList list && list.isComparison();
    }
  }

  private boolean isComparison() {
    return getStyleClass().contains("comparison");
  }

  /** Whether lines are shown with signs. */
  void setComparison(boolean comparison) {
    getStyleClass().remove("comparison");
    if (comparison) {
      getStyleClass().add("comparison");
    }
  }
}
