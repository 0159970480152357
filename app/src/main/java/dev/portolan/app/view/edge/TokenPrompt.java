package dev.portolan.app.view.edge;

import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import dev.portolan.app.view.control.Nodes;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The dialog for an edge's token and its storage. */
public final class TokenPrompt implements Dialog {
  private final TokenPromptViewModel model;
  private final VBox root;

  @FXML private Label why;
  @FXML private Field tokenField;
  @FXML private PasswordField promptToken;
  @FXML private ToggleGroup place;
  @FXML private RadioButton placeKeychain;
  @FXML private RadioButton placeVault;
  @FXML private RadioButton placeSession;
  @FXML private Field passphraseField;
  @FXML private PasswordField passphrase;
  @FXML private Field againField;
  @FXML private PasswordField again;
  @FXML private CheckBox renew;
  @FXML private Label placeWords;
  @FXML private Label placeProblem;
  @FXML private Button unlock;

  public TokenPrompt(TokenPromptViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    why.setText(model.why());
    promptToken.textProperty().bindBidirectional(model.tokenProperty());
    tokenField.problemProperty().bind(model.problemProperty());
    placeKeychain.setUserData(TokenPlace.KEYCHAIN);
    placeVault.setUserData(TokenPlace.VAULT);
    placeSession.setUserData(TokenPlace.SESSION);
    model
        .placeProperty()
        .subscribe(
            chosen ->
                place.selectToggle(
                    switch (chosen) {
                      case KEYCHAIN -> placeKeychain;
                      case VAULT -> placeVault;
                      case SESSION -> placeSession;
                    }));
    place
        .selectedToggleProperty()
        .subscribe(
            (before, now) -> {
              if (now != null) {
                model.placeProperty().set((TokenPlace) now.getUserData());
                arrange();
              }
            });
    passphrase.textProperty().bindBidirectional(model.passphraseProperty());
    again.textProperty().bindBidirectional(model.againProperty());
    renew.selectedProperty().bindBidirectional(model.renewProperty());
    model.renewProperty().subscribe((before, now) -> arrange());
    placeWords.textProperty().bind(model.placeWordsProperty());
    placeProblem.textProperty().bind(model.placeProblemProperty());
    model.placeProblemProperty().subscribe(text -> Nodes.show(placeProblem, !text.isEmpty()));
    model.unlockableProperty().subscribe(offered -> Nodes.show(unlock, offered));
    unlock.disableProperty().bind(model.busyProperty());
    arrange();
  }

  @FXML
  private void unlock() {
    model.unlock();
  }

  private void arrange() {
    Nodes.show(passphraseField, model.needsPassphrase());
    passphraseField.setLabel(
        Texts.get(model.isNewPassphrase() ? "token.vault.password.new" : "token.vault.password"));
    Nodes.show(againField, model.isNewPassphrase());
    Nodes.show(renew, model.canRenew());
  }

  @Override
  public String title() {
    return Texts.get("token.title", model.edgeName());
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return promptToken;
  }

  @Override
  public String confirmText() {
    return Texts.get("token.confirm");
  }

  @Override
  public ObservableValue<Boolean> confirmDisabled() {
    return model.busyProperty();
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
