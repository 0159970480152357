package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.ChoiceText;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.tunnel.TunnelFormViewModel.Listen;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The form for a tunnel. */
public final class TunnelForm implements Dialog {
  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private final TunnelFormViewModel model;
  private final VBox root;

  @FXML private Field pastedField;
  @FXML private TextArea pasted;
  @FXML private ComboBox<@Nullable KnownService> service;
  @FXML private TextField tunnelName;
  @FXML private Field remoteHostField;
  @FXML private TextField remoteHost;
  @FXML private Field remotePortField;
  @FXML private TextField remotePort;
  @FXML private ComboBox<Protocol> protocol;
  @FXML private Field localPortField;
  @FXML private TextField localPort;
  @FXML private ComboBox<Listen> listen;
  @FXML private Field bindField;
  @FXML private TextField bindAddress;
  @FXML private Label lanNote;
  @FXML private Label ownNote;
  @FXML private ComboBox<TunnelStart> start;
  @FXML private ComboBox<TimeLimit> limit;

  public TunnelForm(TunnelFormViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    Nodes.leaveByTab(pasted);
    pasted.textProperty().bindBidirectional(model.pastedProperty());
    tunnelName.textProperty().bindBidirectional(model.nameProperty());
    remoteHost.textProperty().bindBidirectional(model.remoteHostProperty());
    remotePort.textProperty().bindBidirectional(model.remotePortProperty());
    localPort.textProperty().bindBidirectional(model.localPortProperty());
    bindAddress.textProperty().bindBidirectional(model.bindAddressProperty());
    choices(start, TunnelStart.values(), "tunnel.start.", model.startProperty());
    choices(limit, TimeLimit.values(), "tunnel.limit.", model.limitProperty());
    pastedField.problemProperty().bind(model.pastedProblemProperty());
    model
        .pastedHintProperty()
        .subscribe(
            hint -> pastedField.setHint(hint.isEmpty() ? Texts.get("tunnel.paste.hint") : hint));
    remoteHostField.problemProperty().bind(model.remoteHostProblemProperty());
    remotePortField.problemProperty().bind(model.remotePortProblemProperty());
    localPortField.problemProperty().bind(model.localPortProblemProperty());
    localPortField.hintProperty().bind(model.localPortHintProperty());
    bindField.problemProperty().bind(model.bindProblemProperty());
    Nodes.show(pastedField, model.isNew());
    service.disableProperty().bind(model.socksProperty());
    remoteHost.disableProperty().bind(model.socksProperty());
    remotePort.disableProperty().bind(model.socksProperty());
    model
        .socksProperty()
        .subscribe(
            socks ->
                remoteHostField.setHint(
                    Texts.get(socks ? "tunnel.socks.hint" : "tunnel.remote.host.hint")));

    service.getItems().add(null);
    service.getItems().addAll(KnownService.values());
    service.setConverter(
        ChoiceText.of(
            known ->
                Texts.get("tunnel.service.known", known.title(), Integer.toString(known.port())),
            Texts.get("tunnel.service.custom")));
    service.valueProperty().bindBidirectional(model.serviceProperty());
    protocol.getItems().setAll(Protocol.values());
    protocol.valueProperty().bindBidirectional(model.protocolProperty());
    choices(listen, Listen.values(), "tunnel.listen.", model.listenProperty());
    model
        .listenProperty()
        .subscribe(
            choice -> {
              Nodes.show(bindField, choice == Listen.ADDRESS);
              Nodes.show(ownNote, choice == Listen.OWN);
            });
    ownNote.setText(Texts.get(MAC ? "tunnel.own.note.mac" : "tunnel.own.note", model.ownAddress()));
    model.openToOthersProperty().subscribe(open -> Nodes.show(lanNote, open));
  }

  private static <E extends Enum<E>> void choices(
      ComboBox<E> list, E[] all, String prefix, ObjectProperty<E> chosen) {
    list.getItems().setAll(all);
    list.setConverter(
        ChoiceText.of(choice -> Texts.get(prefix + choice.name().toLowerCase(Locale.ROOT))));
    list.valueProperty().bindBidirectional(chosen);
  }

  @Override
  public String title() {
    return model.isNew()
        ? Texts.get("tunnel.add.title", model.deviceName())
        : Texts.get("tunnel.edit.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return model.isNew() ? service : tunnelName;
  }

  @Override
  public String confirmText() {
    return Texts.get(model.isNew() ? "tunnel.add.confirm" : "dialog.save");
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
