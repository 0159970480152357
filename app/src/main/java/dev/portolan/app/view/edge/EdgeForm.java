package dev.portolan.app.view.edge;

import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.control.StateLabel;
import dev.portolan.app.view.edge.EdgeFormViewModel.ProxyKind;
import dev.portolan.app.view.edge.EdgeFormViewModel.TrustKind;
import java.io.File;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** The form for an edge. */
public final class EdgeForm implements Dialog {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
          .withLocale(Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());

  private final EdgeFormViewModel model;
  private final VBox root;
  private final Button test = new Button();

  @FXML private Field nameField;
  @FXML private TextField edgeName;
  @FXML private Field urlField;
  @FXML private TextField edgeUrl;
  @FXML private Field tokenField;
  @FXML private PasswordField edgeToken;
  @FXML private ToggleGroup trust;
  @FXML private ToggleButton trustSystem;
  @FXML private ToggleButton trustFile;
  @FXML private ToggleButton trustPin;
  @FXML private Label trustHint;
  @FXML private Field trustFileField;
  @FXML private TextField authorityFile;
  @FXML private VBox pinBox;
  @FXML private Label pinned;
  @FXML private Button forget;
  @FXML private Button fetch;
  @FXML private GridPane certificate;
  @FXML private Button pin;
  @FXML private Label trustProblem;
  @FXML private TitledPane identity;
  @FXML private Field certificateField;
  @FXML private TextField certificateFile;
  @FXML private TextField keyFile;

  @FXML private TitledPane way;
  @FXML private ToggleGroup proxy;
  @FXML private ToggleButton proxyEnvironment;
  @FXML private ToggleButton proxyNone;
  @FXML private ToggleButton proxyServer;
  @FXML private Label proxyHint;
  @FXML private Field proxyUrlField;
  @FXML private TextField proxyUrl;
  @FXML private Field proxyPasswordField;
  @FXML private PasswordField proxyPassword;

  private final VBox steps = new VBox(6);

  public EdgeForm(EdgeFormViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    edgeName.textProperty().bindBidirectional(model.nameProperty());
    edgeUrl.textProperty().bindBidirectional(model.urlProperty());
    edgeToken.textProperty().bindBidirectional(model.tokenProperty());
    authorityFile.textProperty().bindBidirectional(model.authorityFileProperty());
    certificateFile.textProperty().bindBidirectional(model.certificateFileProperty());
    keyFile.textProperty().bindBidirectional(model.keyFileProperty());
    nameField.problemProperty().bind(model.nameProblemProperty());
    urlField.problemProperty().bind(model.urlProblemProperty());
    tokenField.problemProperty().bind(model.tokenProblemProperty());
    tokenField.hintProperty().bind(model.tokenHint());
    certificateField.problemProperty().bind(model.identityProblemProperty());
    String example = edgeName.getPromptText();
    edgeUrl.textProperty().subscribe(() -> suggestName(example));
    bindTrust();
    bindPin();
    bindProxy();
    identity.setExpanded(!model.certificateFileProperty().get().isEmpty());
    test.setId("test");
    test.setGraphic(Icons.of(Icons.IN_USE));
    test.textProperty()
        .bind(
            Bindings.when(model.testingProperty())
                .then(Texts.get("edge.test.stop"))
                .otherwise(Texts.get("edge.test")));
    test.setOnAction(event -> toggleTest());
    steps.setId("steps");
    steps.getStyleClass().add("inset-box");
    model.steps().addListener((ListChangeListener<TestStep>) change -> showSteps());
    showSteps();
  }

  /** Shows a suggested name as the prompt text. */
  private void suggestName(String example) {
    String suggested = model.suggestedName();
    edgeName.setPromptText(suggested.isEmpty() ? example : suggested);
  }

  private void toggleTest() {
    if (model.testingProperty().get()) {
      model.cancelTest();
    } else {
      model.test();
    }
  }

  private void bindTrust() {
    trustSystem.setUserData(TrustKind.SYSTEM);
    trustFile.setUserData(TrustKind.FILE);
    trustPin.setUserData(TrustKind.PIN);
    model
        .trustProperty()
        .subscribe(
            kind -> {
              trust.selectToggle(
                  switch (kind) {
                    case SYSTEM -> trustSystem;
                    case FILE -> trustFile;
                    case PIN -> trustPin;
                  });
              Nodes.show(trustFileField, kind == TrustKind.FILE);
              Nodes.show(pinBox, kind == TrustKind.PIN);
              trustHint.setText(
                  Texts.get("edge.trust.hint." + kind.name().toLowerCase(Locale.ROOT)));
            });
    chooses(trust, TrustKind.class, model.trustProperty());
    trustProblem.textProperty().bind(model.trustProblemProperty());
    model.trustProblemProperty().subscribe(text -> Nodes.show(trustProblem, !text.isEmpty()));
  }

  /** Sets a property to what is selected. One of the buttons stays selected. */
  private static <T> void chooses(ToggleGroup group, Class<T> type, ObjectProperty<T> chosen) {
    group
        .selectedToggleProperty()
        .subscribe(
            (before, after) -> {
              if (after == null) {
                group.selectToggle(before);
              } else {
                chosen.set(type.cast(after.getUserData()));
              }
            });
  }

  private void bindProxy() {
    proxyEnvironment.setUserData(ProxyKind.ENVIRONMENT);
    proxyNone.setUserData(ProxyKind.NONE);
    proxyServer.setUserData(ProxyKind.SERVER);
    proxyUrl.textProperty().bindBidirectional(model.proxyUrlProperty());
    proxyUrl.focusedProperty().subscribe((before, now) -> model.hideProxyPassword());
    proxyPassword.textProperty().bindBidirectional(model.proxyPasswordProperty());
    proxyUrlField.problemProperty().bind(model.proxyProblemProperty());
    model
        .proxyProperty()
        .subscribe(
            kind -> {
              proxy.selectToggle(
                  switch (kind) {
                    case ENVIRONMENT -> proxyEnvironment;
                    case NONE -> proxyNone;
                    case SERVER -> proxyServer;
                  });
              Nodes.show(proxyUrlField, kind == ProxyKind.SERVER);
              Nodes.show(proxyPasswordField, kind == ProxyKind.SERVER);
              proxyHint.setText(
                  Texts.get("edge.proxy.hint." + kind.name().toLowerCase(Locale.ROOT)));
            });
    chooses(proxy, ProxyKind.class, model.proxyProperty());
    way.setExpanded(model.proxyProperty().get() != ProxyKind.ENVIRONMENT);
  }

  private void bindPin() {
    fetch.disableProperty().bind(model.fetchingProperty());
    model.pinProperty().subscribe(value -> showPin());
    model.presentedProperty().subscribe(this::showCertificate);
  }

  private void showPin() {
    boolean isPinned = !model.pinProperty().get().isEmpty();
    pinned.setText(
        isPinned
            ? Texts.get(
                "edge.trust.pinned",
                model.pinDescriptionProperty().get(),
                model.pinProperty().get())
            : Texts.get("edge.trust.pin.none"));
    Nodes.show(forget, isPinned);
    showCertificate(model.presentedProperty().get());
  }

  private void showCertificate(@Nullable EdgeCertificate shown) {
    Nodes.show(certificate, shown != null);
    certificate.getChildren().clear();
    if (shown == null) {
      Nodes.show(pin, false);
      return;
    }
    fact(0, "edge.certificate.subject", shown.subject(), false);
    fact(1, "edge.certificate.issuer", shown.issuer(), false);
    fact(
        2,
        "edge.certificate.valid",
        Texts.get(
            "edge.certificate.dates",
            DATE.format(shown.notBefore()),
            DATE.format(shown.notAfter())),
        false);
    fact(3, "edge.certificate.fingerprint", shown.fingerprint(), true);
    fact(4, "edge.certificate.key", shown.pin(), true);
    Nodes.show(pin, !shown.pin().equals(model.pinProperty().get()));
  }

  private void fact(int row, String key, String value, boolean mono) {
    Label label = new Label(Texts.get(key));
    label.getStyleClass().add(Css.MUTED);
    label.setMinWidth(Region.USE_PREF_SIZE);
    GridPane.setValignment(label, javafx.geometry.VPos.TOP);
    Label text = new Label(value);
    text.setWrapText(true);
    if (mono) {
      text.getStyleClass().add(Css.MONO);
    }
    certificate.addRow(row, label, text);
  }

  private void showSteps() {
    steps.getChildren().setAll(model.steps().stream().map(EdgeForm::row).toList());
    steps.setVisible(!model.steps().isEmpty());
  }

  private static HBox row(TestStep step) {
    StateLabel state = new StateLabel();
    String word = Texts.get("edge.step." + step.kind().name().toLowerCase(Locale.ROOT));
    state.show(
        switch (step.state()) {
          case AHEAD -> new StateLook(Icons.OFF, word, Tone.NEUTRAL);
          case RUNNING -> new StateLook(Icons.BUSY, word, Tone.BUSY);
          case DONE -> new StateLook(Icons.GOOD, word, Tone.GOOD);
          case FAILED -> new StateLook(Icons.FAILED, word, Tone.BAD);
        },
        Texts.get("edge.step.state." + step.state().name().toLowerCase(Locale.ROOT)));
    state.setMinWidth(104);
    Label detail = new Label(step.detail());
    detail.setWrapText(true);
    detail.getStyleClass().add(step.state() == TestStep.State.FAILED ? Css.PROBLEM : Css.MUTED);
    HBox row = new HBox(8, state, detail);
    row.setAlignment(Pos.TOP_LEFT);
    HBox.setHgrow(detail, javafx.scene.layout.Priority.ALWAYS);
    return row;
  }

  @FXML
  private void fetchCertificate() {
    model.fetchCertificate();
  }

  @FXML
  private void pinCertificate() {
    model.pinPresented();
  }

  @FXML
  private void forgetPin() {
    model.forgetPin();
  }

  @FXML
  private void browseAuthorities() {
    choose(authorityFile);
  }

  @FXML
  private void browseCertificate() {
    choose(certificateFile);
  }

  @FXML
  private void browseKey() {
    choose(keyFile);
  }

  private void choose(TextField target) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.get("edge.file.title"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                Texts.get("edge.file.pem"), "*.pem", "*.crt", "*.cer", "*.key"),
            new FileChooser.ExtensionFilter(Texts.get("edge.file.all"), "*.*"));
    @Nullable File file = chooser.showOpenDialog(root.getScene().getWindow());
    if (file != null) {
      target.setText(file.getPath());
    }
  }

  @Override
  public String title() {
    return Texts.get(model.isNew() ? "edge.add.title" : "edge.edit.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Region result() {
    return steps;
  }

  @Override
  public Node firstFocus() {
    return edgeUrl;
  }

  @Override
  public String confirmText() {
    return Texts.get(model.isNew() ? "edge.add.confirm" : "dialog.save");
  }

  @Override
  public List<Node> extras() {
    return List.of(test);
  }

  @Override
  public boolean confirm() {
    return model.save();
  }

  @Override
  public void closed() {
    model.cancelTest();
  }
}
