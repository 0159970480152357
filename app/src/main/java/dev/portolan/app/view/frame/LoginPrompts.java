package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Members;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.control.DialogHost;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/**
 * Asks for a token once when an edge wants another: one prompt per edge, however many devices are
 * behind it, one after another, and none on top of what a person is just filling in. A locked vault
 * is asked for first, for it may hold them all.
 */
final class LoginPrompts {
  private final DialogHost dialogs;
  private final Navigator navigator;
  private final ObservableValue<TokenKeeping> keeping;
  private final Executor fx;
  private final Set<EdgeItem> waiting = new LinkedHashSet<>();
  private boolean vaultAsked;

  private LoginPrompts(
      DialogHost dialogs, Navigator navigator, ObservableValue<TokenKeeping> keeping, Executor fx) {
    this.dialogs = dialogs;
    this.navigator = navigator;
    this.keeping = keeping;
    this.fx = fx;
  }

  /** Asks from now on, also what is wanted already; so the window must be there. */
  static void start(
      Inventory inventory,
      DialogHost dialogs,
      Navigator navigator,
      ObservableValue<TokenKeeping> keeping,
      Executor fx) {
    LoginPrompts prompts = new LoginPrompts(dialogs, navigator, keeping, fx);
    Members.follow(inventory.edges(), prompts::watch);
    dialogs.showingProperty().subscribe((before, now) -> prompts.askSoon());
  }

  /** As long as the edge is in the list; one that is put back is asked for anew. */
  private Subscription watch(EdgeItem edge) {
    return edge.loginNeededProperty()
        .subscribe(needed -> needed(edge, needed))
        .and(() -> waiting.remove(edge));
  }

  private void needed(EdgeItem edge, boolean needed) {
    if (needed) {
      waiting.add(edge);
      askSoon();
    } else {
      waiting.remove(edge);
    }
  }

  /** When all that comes of the same event has come, such as that all edges have no token. */
  private void askSoon() {
    if (!waiting.isEmpty()) {
      fx.execute(this::ask);
    }
  }

  private void ask() {
    Iterator<EdgeItem> next = waiting.iterator();
    if (dialogs.showingProperty().get() || !next.hasNext()) {
      return;
    }
    if (keeping.getValue().isVaultLocked() && !vaultAsked) {
      vaultAsked = true;
      navigator.unlockVault();
      return;
    }
    EdgeItem edge = next.next();
    next.remove();
    navigator.askToken(edge);
  }
}
