package dev.portolan.app.view.files;

import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.IconButton;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.control.StateLabel;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A transfer in the queue: its state, name and way, how far it is, and buttons. FX thread. */
final class TransferCell extends ListCell<TransferItem> {
  private static final double FAR = 150;
  private static final double FAR_WIDE = 290;

  private final ObservableValue<Instant> now;
  private final StateLabel state = new StateLabel();
  private final Label name = new Label();
  private final Label from = new Label();
  private final Label to = new Label();
  private final Tooltip whole = new Tooltip();
  private final ProgressBar bar = new ProgressBar();
  private final Label progress = new Label();
  private final Map<TransferAction, Button> buttons = new EnumMap<>(TransferAction.class);
  private final HBox row;
  private Subscription watching = Subscription.EMPTY;

  TransferCell(BiConsumer<TransferAction, TransferItem> act, ObservableValue<Instant> now) {
    this.now = now;
    getStyleClass().add("transfer-cell");
    state.setMinWidth(148);
    state.setPrefWidth(148);
    name.getStyleClass().add(Css.STRONG);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    for (Label each : new Label[] {from, to}) {
      each.getStyleClass().addAll(Css.MUTED, "second-line");
      each.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      each.setMinWidth(30);
    }
    HBox way = new HBox(6, from, to);
    whole.setWrapText(true);
    whole.setMaxWidth(480);
    VBox what = new VBox(1, name, way);
    what.setAlignment(Pos.CENTER_LEFT);
    what.setMinWidth(60);
    what.setPrefWidth(60);
    Tooltip.install(what, whole);
    HBox.setHgrow(what, Priority.ALWAYS);
    bar.setMaxWidth(Double.MAX_VALUE);
    progress.getStyleClass().addAll(Css.MUTED, Css.NUMERIC, "second-line");
    progress.setMaxWidth(Double.MAX_VALUE);
    VBox far = new VBox(3, bar, progress);
    far.setAlignment(Pos.CENTER_LEFT);
    far.setMinWidth(FAR);
    far.prefWidthProperty()
        .bind(widthProperty().map(width -> Math.clamp(width.doubleValue() / 4, FAR, FAR_WIDE)));
    far.setMaxWidth(Region.USE_PREF_SIZE);
    HBox actions = new HBox();
    for (TransferAction action : TransferAction.values()) {
      switch (action) {
        case PAUSE, RESUME, RETRY, SHOW, CANCEL -> actions.getChildren().add(icon(action, act));
        case RESTORE -> far.getChildren().add(words(action, act));
        case OPEN_FOLDER -> {} // The menu has it; there is no room here.
      }
    }
    actions.setAlignment(Pos.CENTER_RIGHT);
    actions.setMinWidth(64);
    actions.setPrefWidth(64);
    row = new HBox(10, state, what, far, actions);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setMinWidth(0);
    row.setPrefWidth(1);
  }

  private Button icon(TransferAction action, BiConsumer<TransferAction, TransferItem> act) {
    return button(new IconButton(action.icon(), action.text()), action, act);
  }

  private Button words(TransferAction action, BiConsumer<TransferAction, TransferItem> act) {
    Button button = new Button(action.text(), Icons.of(action.icon()));
    button.getStyleClass().add("small");
    button.setTooltip(new Tooltip(Texts.get(action.key() + ".tip")));
    return button(button, action, act);
  }

  private Button button(
      Button button, TransferAction action, BiConsumer<TransferAction, TransferItem> act) {
    button.setId(action.id());
    button.setFocusTraversable(false);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(
        event -> {
          TransferItem item = getItem();
          if (item != null) {
            act.accept(action, item);
          }
        });
    buttons.put(action, button);
    return button;
  }

  /** Stops following the transfer, which outlives the list. */
  void forget() {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
  }

  @Override
  protected void updateItem(@Nullable TransferItem item, boolean empty) {
    super.updateItem(item, empty);
    forget();
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    watching =
        Subscription.combine(
            item.statusProperty().subscribe((before, after) -> show(item)),
            item.progressProperty().subscribe((before, after) -> show(item)),
            item.nameProperty().subscribe((before, after) -> show(item)),
            item.previousProperty().subscribe((before, after) -> show(item)),
            now.subscribe(
                (before, after) -> {
                  if (item.status().phase() == TransferPhase.RETRYING) {
                    show(item);
                  }
                }));
    show(item);
    setGraphic(row);
  }

  private void show(TransferItem item) {
    TransferPhase phase = item.status().phase();
    StateLook look = TransferLook.of(item, now.getValue());
    String reason = TransferLook.reason(item);
    state.show(look, reason);
    String shown = UnseenCharacters.shown(item.name());
    String path = TransferLook.way(item);
    name.setText(shown);
    boolean tells = !reason.isEmpty() && phase != TransferPhase.ASKING;
    from.setText(tells ? reason.lines().findFirst().orElse("") : TransferLook.from(item));
    to.setText("→  " + TransferLook.to(item));
    from.setTextOverrun(tells ? OverrunStyle.ELLIPSIS : OverrunStyle.CENTER_ELLIPSIS);
    Nodes.show(to, !tells);
    String far = TransferLook.progress(item);
    whole.setText(
        Stream.of(shown, path, far, tells ? "\n" + reason : "")
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n")));
    progress.setText(TransferLook.shortProgress(item));
    boolean moving = phase == TransferPhase.RUNNING || phase == TransferPhase.PAUSED;
    Nodes.show(bar, moving);
    bar.setProgress(
        item.progress()
            .part()
            .orElse(phase == TransferPhase.RUNNING ? ProgressBar.INDETERMINATE_PROGRESS : 0));
    buttons.forEach((action, button) -> Nodes.show(button, action.fits(item)));
    Nodes.show(progress, !TransferAction.RESTORE.fits(item));
    setAccessibleText(shown + ", " + look.word() + (far.isEmpty() ? "" : ", " + far));
  }
}
