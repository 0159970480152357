package dev.portolan.app.view.frame;

import dev.portolan.app.model.ConsoleLink;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.DialogHost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks before opening a link. Further links are ignored while a question is open, to prevent floods
 * of questions. FX thread.
 */
final class LinkQuestions {
  private final Inventory inventory;
  private final WindowNavigator navigator;
  private final DialogHost dialogs;
  private @Nullable ConfirmDialog asked;

  LinkQuestions(Inventory inventory, WindowNavigator navigator, DialogHost dialogs) {
    this.inventory = inventory;
    this.navigator = navigator;
    this.dialogs = dialogs;
  }

  /** Handles a link. */
  void ask(String text) {
    if (asked != null && dialogs.isOpen(asked)) {
      return;
    }
    Question question;
    try {
      question = question(ConsoleLink.parse(text));
    } catch (IllegalArgumentException e) {
      navigator.tell(Texts.get("link.bad", String.valueOf(e.getMessage())));
      return;
    }
    asked = new ConfirmDialog(question);
    dialogs.show(asked);
  }

  private Question question(ConsoleLink link) {
    Optional<EdgeItem> edge =
        inventory.edges().stream()
            .filter(each -> each.kind() == EdgeKind.REMOTE && link.isAt(each.settings().url()))
            .findFirst();
    if (edge.isEmpty()) {
      return question(
          Texts.get("link.edge.unknown", link.edge()), "link.edge.add", navigator::addEdge);
    }
    Optional<DeviceItem> device =
        edge.get().devices().stream()
            .filter(each -> each.settings().path().equals(link.device()))
            .findFirst();
    return device
        .map(
            known ->
                question(
                    Texts.get("link.device", known.name(), edge.get().name()),
                    "link.device.open",
                    () -> navigator.openDevice(known)))
        .orElseGet(
            () ->
                question(
                    Texts.get("link.device.unknown", link.device(), edge.get().name()),
                    "link.device.add",
                    () -> navigator.addDevice(edge.get(), link.device())));
  }

  private static Question question(String text, String confirm, Runnable then) {
    return new Question(Texts.get("link.title"), text, Texts.get(confirm), false, then);
  }
}
