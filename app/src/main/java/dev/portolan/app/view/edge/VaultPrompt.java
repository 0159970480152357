package dev.portolan.app.view.edge;

import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The dialog for the vault's master password. */
public final class VaultPrompt implements Dialog {
  private final TokenKeeper keeper;
  private final Runnable leave;
  private final PasswordField password = new PasswordField();
  private final Field field = new Field();
  private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
  private final VBox root;

  /**
   * Creates the dialog.
   *
   * @param leave closes the prompt when the vault is open
   */
  public VaultPrompt(TokenKeeper keeper, Runnable leave) {
    this.keeper = keeper;
    this.leave = leave;
    Label text = new Label(Texts.get("vault.text"));
    text.setWrapText(true);
    password.setId("vaultPassword");
    password.textProperty().subscribe((before, now) -> field.problemProperty().set(""));
    field.setLabel(Texts.get("token.vault.password"));
    field.setContent(password);
    root = new VBox(14, text, field);
    root.setPrefWidth(440);
  }

  @Override
  public String title() {
    return Texts.get("vault.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return password;
  }

  @Override
  public String confirmText() {
    return Texts.get("vault.confirm");
  }

  @Override
  public ObservableValue<Boolean> confirmDisabled() {
    return busy;
  }

  @Override
  public boolean confirm() {
    if (password.getText().isEmpty()) {
      field.problemProperty().set(Texts.get("token.vault.missing"));
      return false;
    }
    busy.set(true);
    keeper
        .useVault(password.getText(), false)
        .whenComplete(
            (done, failure) -> {
              busy.set(false);
              if (failure == null) {
                leave.run();
              } else {
                SecretPlaceException cause = TokenKeeper.cause(failure);
                field.problemProperty().set(TokenWords.of(TokenPlace.VAULT, cause));
              }
            });
    return false;
  }
}
