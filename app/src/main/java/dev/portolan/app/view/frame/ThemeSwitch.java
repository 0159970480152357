package dev.portolan.app.view.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.view.common.BundledFont;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/** Dresses the window: light, dark or as the system has it, and in the size that is wanted. */
public final class ThemeSwitch {
  private static final String FOLDER = "/dev/portolan/app/";
  private static final List<String> FONTS =
      List.of(
          "inter/Inter-Regular.otf",
          "inter/Inter-SemiBold.otf",
          "inter/Inter-Bold.otf",
          "jetbrains-mono/JetBrainsMono-Regular.ttf");
  private static final double BASE_SIZE = 13;

  private final Preferences preferences;
  private final Scene scene;
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark");
  private final ChangeListener<ColorScheme> following = (source, before, after) -> dress();

  public ThemeSwitch(Preferences preferences, Scene scene) {
    this.preferences = preferences;
    this.scene = scene;
    FONTS.forEach(file -> BundledFont.load(FOLDER + "fonts/" + file, BASE_SIZE));
    preferences.themeProperty().subscribe(choice -> dress());
    preferences.scalePercentProperty().subscribe(percent -> dress());
    Platform.getPreferences().colorSchemeProperty().addListener(following);
  }

  /** Whether the dark theme is on. */
  public ReadOnlyBooleanProperty darkProperty() {
    return dark.getReadOnlyProperty();
  }

  /** Stops following the system. */
  void close() {
    Platform.getPreferences().colorSchemeProperty().removeListener(following);
  }

  private void dress() {
    boolean night = isDark(preferences.themeProperty().get());
    Application.setUserAgentStylesheet(
        night
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene
        .getStylesheets()
        .setAll(
            resource("view/console.css").toExternalForm(),
            resource(night ? "view/dark.css" : "view/light.css").toExternalForm());
    double size = BASE_SIZE * preferences.scalePercentProperty().get() / 100;
    scene.getRoot().setStyle("-fx-font-size: " + size + "px;");
    dark.set(night);
  }

  private static boolean isDark(ThemeChoice choice) {
    return switch (choice) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(ThemeSwitch.class.getResource(FOLDER + name), name);
  }
}
