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
 * Opens a prompt when an edge needs a token: one per edge, one after the other, and not in front of
 * another dialog. A locked vault is opened first, as it may contain the tokens.
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

  /** Starts prompting. The window must exist. */
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

  /** Watches an edge while it is in the list. */
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

  /** Schedules the prompts, after all consequences of the same event. */
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
