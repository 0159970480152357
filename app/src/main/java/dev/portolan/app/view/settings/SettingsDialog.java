package dev.portolan.app.view.settings;

import dev.portolan.app.ProgramLog;
import dev.portolan.app.Version;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.WholeNumbers;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The few things that people like differently; each takes effect at once. */
public final class SettingsDialog implements Dialog {
  private static final String LICENCE = "https://www.apache.org/licenses/LICENSE-2.0";

  private final Preferences preferences;
  private final Path dataFolder;
  private final Consumer<String> browser;
  private final VBox root;

  @FXML private ToggleGroup theme;
  @FXML private ToggleButton themeSystem;
  @FXML private ToggleButton themeLight;
  @FXML private ToggleButton themeDark;
  @FXML private Slider scale;
  @FXML private Label scaleText;
  @FXML private Spinner<Integer> terminalFont;
  @FXML private CheckBox copyOnSelect;
  @FXML private CheckBox restore;
  @FXML private Label folder;
  @FXML private Label product;
  @FXML private Label build;
  @FXML private Label log;
  @FXML private Hyperlink licence;

  /**
   * Makes the page.
   *
   * @param dataFolder where the console keeps what it keeps, to be shown
   * @param browser opens a web address
   */
  public SettingsDialog(Preferences preferences, Path dataFolder, Consumer<String> browser) {
    this.preferences = preferences;
    this.dataFolder = dataFolder;
    this.browser = browser;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    themeSystem.setUserData(ThemeChoice.SYSTEM);
    themeLight.setUserData(ThemeChoice.LIGHT);
    themeDark.setUserData(ThemeChoice.DARK);
    theme.selectToggle(
        switch (preferences.themeProperty().get()) {
          case SYSTEM -> themeSystem;
          case LIGHT -> themeLight;
          case DARK -> themeDark;
        });
    theme
        .selectedToggleProperty()
        .subscribe(
            (before, after) -> {
              if (after == null) {
                theme.selectToggle(before);
              } else {
                preferences.themeProperty().set((ThemeChoice) after.getUserData());
              }
            });
    scale.setValue(preferences.scalePercentProperty().get());
    scale
        .valueProperty()
        .subscribe(
            value -> {
              int percent = (int) Math.round(value.doubleValue() / 5) * 5;
              scaleText.setText(Texts.get("settings.scale.percent", percent));
              if (!scale.isValueChanging()) {
                preferences.scalePercentProperty().set(percent);
              }
            });
    scale
        .valueChangingProperty()
        .subscribe(
            (before, changing) -> {
              if (!changing) {
                preferences.scalePercentProperty().set((int) Math.round(scale.getValue() / 5) * 5);
              }
            });
    WholeNumbers.install(
        terminalFont,
        Preferences.MIN_FONT,
        Preferences.MAX_FONT,
        preferences.terminalFontProperty().get());
    terminalFont
        .valueProperty()
        .subscribe((before, size) -> preferences.terminalFontProperty().set(size));
    copyOnSelect.selectedProperty().bindBidirectional(preferences.copyOnSelectProperty());
    restore.selectedProperty().bindBidirectional(preferences.restoreProperty());
    folder.setText(dataFolder.toString());
    product.setText(Texts.get("settings.about.product", Version.current()));
    build.setText(Texts.get("settings.about.build", Version.build()));
    log.setText(ProgramLog.file(dataFolder).toString());
    licence.setOnAction(event -> browser.accept(LICENCE));
  }

  @Override
  public String title() {
    return Texts.get("settings.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return (ToggleButton) theme.getSelectedToggle();
  }

  @Override
  public void closed() {
    copyOnSelect.selectedProperty().unbindBidirectional(preferences.copyOnSelectProperty());
    restore.selectedProperty().unbindBidirectional(preferences.restoreProperty());
  }
}
