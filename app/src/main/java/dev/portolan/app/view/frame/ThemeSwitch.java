package dev.portolan.app.view.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.view.common.BundledFont;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Applies theme and scale to windows. */
final class ThemeSwitch {
  private static final String FOLDER = "/dev/portolan/app/";
  private static final List<String> FONTS =
      List.of(
          "inter/Inter-Regular.otf",
          "inter/Inter-SemiBold.otf",
          "inter/Inter-Bold.otf",
          "jetbrains-mono/JetBrainsMono-Regular.ttf");
  private static final double BASE_SIZE = 13;

  static {
    FONTS.forEach(file -> BundledFont.load(FOLDER + "fonts/" + file, BASE_SIZE));
  }

  private final Preferences preferences;
  private final ChangeListener<ColorScheme> following = (source, before, after) -> change();
  private Runnable dressing = () -> {};
  private Subscription choices = Subscription.EMPTY;

  /** Create before the first control, because JavaFX would load its default theme. */
  ThemeSwitch(Preferences preferences) {
    this.preferences = preferences;
    wear(isDark());
  }

  /** Preloads the theme that most likely applies. */
  static void prepare() {
    wear(isSystemDark());
  }

  /** Applies the settings to a scene, now and at changes. */
  void dress(Scene scene) {
    dressing = () -> dressNow(scene);
    dressing.run();
    choices =
        preferences
            .observe(Settings.THEME)
            .subscribe((before, after) -> change())
            .and(preferences.observe(Settings.SCALE).subscribe((before, after) -> change()));
    Platform.getPreferences().colorSchemeProperty().addListener(following);
  }

  /** Stops following settings and the system's theme. */
  void close() {
    choices.unsubscribe();
    Platform.getPreferences().colorSchemeProperty().removeListener(following);
  }

  private void change() {
    wear(isDark());
    dressing.run();
  }

  private static void wear(boolean night) {
    String theme =
        night
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet();
    if (!theme.equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(theme);
    }
  }

  private void dressNow(Scene scene) {
    scene
        .getStylesheets()
        .setAll(
            resource("view/console.css").toExternalForm(),
            resource(isDark() ? "view/dark.css" : "view/light.css").toExternalForm());
    double size = BASE_SIZE * preferences.get(Settings.SCALE) / 100;
    scene.getRoot().setStyle("-fx-font-size: " + size + "px;");
  }

  private boolean isDark() {
    ThemeChoice choice = preferences.get(Settings.THEME);
    return switch (choice) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> isSystemDark();
    };
  }

  private static boolean isSystemDark() {
    return Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(ThemeSwitch.class.getResource(FOLDER + name), name);
  }
}
