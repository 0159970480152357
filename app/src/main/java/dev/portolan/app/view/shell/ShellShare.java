package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.KeyPress;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.view.common.SharedKeys;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import org.jspecify.annotations.Nullable;

/** A shell in a group of shells that get the same keys. FX thread. */
final class ShellShare implements SharedKeys.Member {
  private final SharedKeys group;
  private final ReadOnlyStringProperty title;
  private final String place;
  private @Nullable ShellInput input;

  /**
   * @param place the edge of its device
   */
  ShellShare(SharedKeys group, ReadOnlyStringProperty title, String place) {
    this.group = group;
    this.title = title;
    this.place = place;
  }

  /** Sets what takes the keys, and joins the open shells. */
  void open(ShellInput own) {
    input = own;
    group.opened(this);
  }

  void close() {
    group.closed(this);
  }

  SharedKeys group() {
    return group;
  }

  @Override
  public ReadOnlyStringProperty title() {
    return title;
  }

  @Override
  public String place() {
    return place;
  }

  /** How many shells get what is typed into this one. */
  int count() {
    return group.count(this);
  }

  /** Presses a key in the others. A program there may want other bytes for it. */
  void press(KeyPress press, byte[] code) {
    others(shell -> shell.pressedElsewhere(press, code));
  }

  /** Types a text in the others. */
  void type(byte[] text) {
    others(shell -> shell.send(text));
  }

  /** Pastes a text in the others. */
  void paste(PastedText paste) {
    others(shell -> shell.pasteAgreed(paste));
  }

  private void others(Consumer<ShellInput> action) {
    group.inOthers(
        this,
        other -> {
          if (other instanceof ShellShare shell && shell.input != null) {
            action.accept(shell.input);
          }
        });
  }
}
