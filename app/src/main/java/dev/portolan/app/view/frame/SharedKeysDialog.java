package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lets the user choose the shells that get the same keys. FX thread. */
final class SharedKeysDialog implements Dialog {
  private final SharedKeys keys;
  private final List<Choice> choices = new ArrayList<>();
  private final ReadOnlyBooleanWrapper tooFew = new ReadOnlyBooleanWrapper(this, "tooFew");
  private final VBox root = new VBox(8);

  private record Choice(SharedKeys.Member shell, CheckBox box) {}

  /**
   * @param proposed the shells that are ticked at first
   */
  SharedKeysDialog(SharedKeys keys, Collection<? extends SharedKeys.Member> proposed) {
    this.keys = keys;
    Label text = new Label(Texts.get("share.text"));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    root.setPrefWidth(480);
    root.setFocusTraversable(true);
    root.setAccessibleText(Texts.get("share.text"));
    root.getChildren().add(text);
    for (SharedKeys.Member shell : keys.open()) {
      CheckBox box =
          new CheckBox(Texts.get("share.shell", shell.title().getValue(), shell.place()));
      box.setMnemonicParsing(false);
      box.setSelected(proposed.contains(shell));
      box.selectedProperty().subscribe((before, now) -> count());
      choices.add(new Choice(shell, box));
      root.getChildren().add(box);
    }
    count();
  }

  private void count() {
    tooFew.set(chosen().size() < 2);
  }

  private List<SharedKeys.Member> chosen() {
    return choices.stream().filter(choice -> choice.box().isSelected()).map(Choice::shell).toList();
  }

  @Override
  public String title() {
    return Texts.get("share.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return root; // Enter confirms there, while it would untick a box
  }

  @Override
  public String confirmText() {
    return Texts.get("share.confirm");
  }

  @Override
  public ObservableValue<Boolean> confirmDisabled() {
    return tooFew.getReadOnlyProperty();
  }

  @Override
  public boolean confirm() {
    keys.choose(chosen());
    return true;
  }
}
