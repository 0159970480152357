package dev.portolan.app.view.diagnostics;

import dev.portolan.app.diagnostics.Bundle;
import dev.portolan.app.diagnostics.Diagnostics.Names;
import dev.portolan.app.diagnostics.Piece;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.SaveRequest;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Shows what a report of a fault would hold, then saves exactly that. */
public final class DiagnosticsDialog implements Dialog {
  /** A text area is slow with more. */
  private static final int MAX_SHOWN = 64 * 1024;

  private final Function<Names, CompletableFuture<Bundle>> collector;
  private final Navigator navigator;
  private final Executor fx;
  private final ObjectProperty<@Nullable Bundle> bundle = new SimpleObjectProperty<>();
  private final CheckBox names = new CheckBox(Texts.get("diagnostics.names"));
  private final ListView<Piece> pieces = new ListView<>();
  private final TextArea preview = new TextArea();
  private final VBox root;
  private int asked;

  /**
   * @param collector collects the bundle in the background
   */
  public DiagnosticsDialog(
      Function<Names, CompletableFuture<Bundle>> collector, Navigator navigator, Executor fx) {
    this.collector = collector;
    this.navigator = navigator;
    this.fx = fx;
    Label text = new Label(Texts.get("diagnostics.text"));
    text.setWrapText(true);
    names.setId("diagnosticsNames");
    names.setSelected(true);
    names.setOnAction(event -> collect());
    pieces.setId("diagnosticsFiles");
    pieces.getStyleClass().add("dense");
    pieces.setPrefWidth(170);
    pieces.setMinWidth(150);
    pieces.setAccessibleText(Texts.get("diagnostics.files"));
    pieces.setCellFactory(view -> new PieceCell());
    pieces.setPlaceholder(new Label(Texts.get("diagnostics.collecting")));
    pieces.getSelectionModel().selectedItemProperty().subscribe(this::show);
    preview.setId("diagnosticsText");
    preview.setEditable(false);
    preview.getStyleClass().add(Css.MONO);
    preview.setAccessibleText(Texts.get("report.preview"));
    HBox.setHgrow(preview, Priority.ALWAYS);
    HBox content = new HBox(8, pieces, preview);
    content.setPrefHeight(240);
    root = new VBox(12, text, names, content);
    root.setPrefWidth(680);
    collect();
  }

  private void collect() {
    int turn = ++asked;
    bundle.set(null);
    collector
        .apply(names.isSelected() ? Names.REPLACED : Names.KEPT)
        .whenCompleteAsync(
            (made, failure) -> {
              if (turn == asked) {
                collected(made, failure);
              }
            },
            fx);
  }

  private void collected(@Nullable Bundle made, @Nullable Throwable failure) {
    if (made == null) {
      preview.setText(Texts.get("diagnostics.failed", String.valueOf(failure)));
      return;
    }
    int at = Math.max(0, pieces.getSelectionModel().getSelectedIndex());
    pieces.getItems().setAll(made.pieces());
    pieces.getSelectionModel().clearAndSelect(at);
    bundle.set(made);
  }

  private void show(@Nullable Piece piece) {
    if (piece != null) {
      String text = piece.text();
      preview.setText(
          text.length() <= MAX_SHOWN
              ? text
              : text.substring(0, MAX_SHOWN)
                  + "\n"
                  + Texts.get("diagnostics.more", Formats.bytes(text.length() - MAX_SHOWN)));
    }
  }

  @Override
  public String title() {
    return Texts.get("diagnostics.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return pieces;
  }

  @Override
  public String confirmText() {
    return Texts.get("report.save");
  }

  @Override
  public ObservableValue<Boolean> confirmDisabled() {
    return bundle.isNull();
  }

  @Override
  public boolean confirm() {
    Bundle shown = bundle.get();
    if (shown != null) {
      navigator.save(
          new SaveRequest(
              Texts.get("diagnostics.save.title"),
              Texts.get("diagnostics.save.name"),
              List.of(new SaveRequest.Form(Texts.get("diagnostics.zip"), "zip", shown::zip))));
    }
    return false;
  }

  private static final class PieceCell extends ListCell<Piece> {
    @Override
    protected void updateItem(@Nullable Piece piece, boolean empty) {
      super.updateItem(piece, empty);
      setText(
          empty || piece == null
              ? null
              : Texts.get("diagnostics.file", piece.name(), Formats.bytes(piece.size())));
    }
  }
}
