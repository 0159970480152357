package dev.portolan.app.view.frame;

import dev.portolan.app.model.Level;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.store.ProfileNotice;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.edge.TokenWords;

/**
 * Reports problems with the profile and with stored tokens in the activity log, and important ones
 * as toasts. FX thread.
 */
final class TroubleNews {
  private final Services services;
  private final WindowNavigator navigator;

  private TroubleNews(Services services, WindowNavigator navigator) {
    this.services = services;
    this.navigator = navigator;
  }

  /** Reports present and future problems. */
  static void start(Services services, WindowNavigator navigator) {
    TroubleNews news = new TroubleNews(services, navigator);
    services.profile().notices().forEach(news::tell);
    services.keeper().keepingProperty().subscribe(news::tell);
    services.profile().saveProblemProperty().subscribe(news::unsaved);
  }

  private void unsaved(String problem) {
    if (!problem.isEmpty()) {
      services.activity().add(Level.ERROR, "", Texts.get("profile.unsaved", problem));
    }
  }

  /** Reports a storage problem, except a missing keychain, which the token prompt shows. */
  private void tell(TokenKeeping keeping) {
    boolean troubled =
        switch (keeping.status()) {
          case READING, READY, ABSENT -> false;
          case LOCKED -> !keeping.isVaultLocked();
          case NO_ANSWER, REFUSED, DAMAGED, OTHER_VERSION -> true;
        };
    if (troubled) {
      tell(TokenWords.of(keeping));
    }
  }

  private void tell(ProfileNotice notice) {
    String words =
        switch (notice) {
          case ProfileNotice.SetAside(var kept, var backup) ->
              Texts.get(
                  backup ? "profile.set-aside.backup" : "profile.set-aside.empty", kept.toString());
          case ProfileNotice.OpenElsewhere() -> Texts.get("profile.open-elsewhere");
          case ProfileNotice.FromNewerVersion(int version) -> Texts.get("profile.newer", version);
          case ProfileNotice.Unread(int count) -> Texts.get("profile.unread", count);
          case ProfileNotice.NoAccess(String reason) -> Texts.get("profile.no-access", reason);
        };
    tell(words);
  }

  private void tell(String words) {
    services.activity().add(Level.WARNING, "", words);
    navigator.tell(words);
  }
}
