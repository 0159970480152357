package dev.portolan.app.view.activity;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** What has happened on devices in a span of time, to copy or save. */
public final class ReportDialog implements Dialog {
  private final ReportViewModel model;
  private final TextArea preview = new TextArea();
  private final VBox root;

  public ReportDialog(ReportViewModel model) {
    this.model = model;
    preview.setId("reportText");
    preview.setEditable(false);
    preview.getStyleClass().add(Css.MONO);
    preview.setPrefRowCount(12);
    preview.setAccessibleText(Texts.get("report.preview"));
    preview.textProperty().bind(model.previewProperty());
    root = new VBox(12, times(), preview);
    if (!model.devices().isEmpty()) {
      root.getChildren().addFirst(devices());
    }
    root.setPrefWidth(640);
  }

  private Field devices() {
    ListView<KnownDevice> list = new ListView<>();
    list.setId("reportDevices");
    list.getStyleClass().add("dense");
    list.getItems().setAll(model.devices());
    list.setPrefHeight(Math.min(4, model.devices().size()) * 30 + 4.0);
    list.setCellFactory(
        view ->
            new CheckBoxListCell<>(
                this::chosen,
                new StringConverter<>() {
                  @Override
                  public String toString(KnownDevice device) {
                    return device.name();
                  }

                  @Override
                  public KnownDevice fromString(String text) {
                    throw new UnsupportedOperationException("not editable");
                  }
                }));
    Field field = new Field();
    field.setLabel(Texts.get("report.choose"));
    field.setHint(Texts.get("report.choose.hint"));
    field.setContent(list);
    return field;
  }

  private ObservableValue<Boolean> chosen(KnownDevice device) {
    BooleanProperty chosen = new SimpleBooleanProperty(model.isChosen(device));
    chosen.subscribe((before, now) -> model.choose(device, now));
    return chosen;
  }

  private Field times() {
    TextField from = time("reportFrom", "report.from");
    from.textProperty().bindBidirectional(model.fromProperty());
    TextField to = time("reportTo", "report.to");
    to.textProperty().bindBidirectional(model.toProperty());
    HBox row = new HBox(8, from, new Label(Texts.get("report.until")), to);
    row.setAlignment(Pos.CENTER_LEFT);
    for (ReportViewModel.Span span : ReportViewModel.Span.values()) {
      Button button = new Button(Texts.get("report.last." + span.name().toLowerCase(Locale.ROOT)));
      button.getStyleClass().addAll("small", Css.FLAT);
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setOnAction(event -> model.begin(span));
      row.getChildren().add(button);
    }
    Field field = new Field();
    field.setLabel(Texts.get("report.time"));
    field.problemProperty().bind(model.problemProperty());
    field.setContent(row);
    return field;
  }

  private static TextField time(String id, String words) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(Texts.get(words));
    field.setPrefWidth(140);
    field.setMinWidth(130);
    return field;
  }

  @Override
  public String title() {
    return Texts.get("report.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return preview;
  }

  @Override
  public String confirmText() {
    return Texts.get("report.save");
  }

  @Override
  public ObservableValue<Boolean> confirmDisabled() {
    return model.problemProperty().isNotEmpty();
  }

  @Override
  public List<Node> extras() {
    Button copy = new Button(Texts.get("activity.copy"), Icons.of(Icons.COPY));
    copy.setId("reportCopy");
    copy.disableProperty().bind(model.problemProperty().isNotEmpty());
    copy.setOnAction(event -> model.copy());
    return List.of(copy);
  }

  @Override
  public boolean confirm() {
    model.save();
    return false;
  }
}
