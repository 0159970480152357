package dev.portolan.app.view.files;

import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.transfer.Transfers;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The queue of transfers, with a question if one has to be answered. FX thread. */
final class QueueView extends VBox {
  /** Room for a whole row, also below a question. */
  private static final double ROW = 56;

  private final Transfers transfers;
  private final FilesViewModel model;
  private final QueueTally tally = new QueueTally(this::follow);
  private final ContextMenu menu = new ContextMenu();
  private final ConflictBar conflict;
  private final ListView<TransferItem> list = new ListView<>();
  private final Label count = new Label();
  private final Button clear = new Button(Texts.get("transfer.clear"), Icons.of(Icons.DELETE));
  private final Set<TransferCell> cells = Collections.newSetFromMap(new WeakHashMap<>());
  private final Subscription watching;

  /**
   * @param now the clock, for countdowns
   */
  QueueView(FilesViewModel model, ObservableValue<Instant> now) {
    this.model = model;
    transfers = model.transfers();
    conflict = new ConflictBar(transfers);
    getStyleClass().add("transfer-queue");
    Label title = new Label(Texts.get("transfer.title"));
    title.getStyleClass().add(Css.STRONG);
    title.setMinWidth(Region.USE_PREF_SIZE);
    count.getStyleClass().add(Css.MUTED);
    count.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(count, Priority.ALWAYS);
    clear.setId("transfers-clear");
    clear.getStyleClass().addAll(Css.FLAT, "small");
    clear.setMinWidth(Region.USE_PREF_SIZE);
    clear.setOnAction(event -> transfers.clearFinished());
    HBox head = new HBox(10, title, count, clear);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("transfer-head");
    list.setId("transfers");
    list.setAccessibleText(Texts.get("transfer.title"));
    list.getStyleClass().add("edge-to-edge");
    Label none = new Label(Texts.get("transfer.none"));
    none.setWrapText(true);
    list.setPlaceholder(none);
    list.setItems(transfers.items());
    list.setCellFactory(
        of -> {
          TransferCell cell = new TransferCell(model::act, now);
          cells.add(cell);
          return cell;
        });
    list.setOnKeyPressed(
        event -> {
          TransferItem item = list.getSelectionModel().getSelectedItem();
          if (item != null && event.getCode() == KeyCode.SPACE) {
            toggle(item);
          } else if (item != null && event.getCode() == KeyCode.DELETE) {
            transfers.cancel(item);
          } else if (item != null && event.getCode() == KeyCode.ENTER) {
            transfers.retry(item);
          } else {
            return;
          }
          event.consume();
        });
    list.setOnContextMenuRequested(event -> Menus.show(menu, menuItems(), list, event));
    VBox.setVgrow(list, Priority.ALWAYS);
    list.setMinHeight(ROW);
    getChildren().addAll(head, conflict, list);
    // What was added last is what one wants to see: its first row goes to the top.
    ListChangeListener<TransferItem> added =
        change -> {
          while (change.next()) {
            if (change.wasAdded()) {
              int first = change.getFrom();
              model.later(() -> list.scrollTo(first)); // The list has to notice it, too.
            }
          }
        };
    transfers.items().addListener(added);
    watching = tally.follow(transfers.items()).and(() -> transfers.items().removeListener(added));
    if (!transfers.items().isEmpty()) {
      list.scrollTo(transfers.items().size() - 1);
    }
    follow();
  }

  private List<MenuItem> menuItems() {
    TransferItem item = list.getSelectionModel().getSelectedItem();
    return item == null
        ? List.of()
        : Stream.of(TransferAction.values())
            .filter(action -> action.fits(item))
            .map(action -> Menus.item(action.text(), action.icon(), () -> model.act(action, item)))
            .toList();
  }

  private void toggle(TransferItem item) {
    if (item.status().phase() == TransferPhase.PAUSED) {
      transfers.resume(item);
    } else {
      transfers.pause(item);
    }
  }

  private void follow() {
    int over = tally.over();
    int waiting = tally.all() - over - tally.running();
    count.setText(
        tally.all() == 0 ? "" : Texts.get("transfer.count", tally.running(), waiting, over));
    clear.setDisable(over == 0);
    conflict.ask(tally.asking());
  }

  void close() {
    watching.unsubscribe();
    cells.forEach(TransferCell::forget);
    list.setItems(FXCollections.observableArrayList());
  }
}
