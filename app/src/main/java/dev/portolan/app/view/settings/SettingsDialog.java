package dev.portolan.app.view.settings;

import dev.portolan.app.ProgramLog;
import dev.portolan.app.Version;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The settings, which take effect at once, and information for bug reports. */
public final class SettingsDialog implements Dialog {
  private static final String LICENCE = "https://www.apache.org/licenses/LICENSE-2.0";

  private final Preferences preferences;
  private final Path dataFolder;
  private final boolean notifies;
  private final ReleaseNews releases;
  private final Navigator navigator;
  private final List<SettingControl> controls = new ArrayList<>();
  private final VBox root;

  @FXML private VBox window;
  @FXML private VBox shells;
  @FXML private Label folder;
  @FXML private Label product;
  @FXML private Label build;
  @FXML private Label log;
  @FXML private Hyperlink licence;
  @FXML private Hyperlink others;
  @FXML private Hyperlink diagnostics;
  @FXML private VBox about;

  /**
   * Creates the dialog.
   *
   * @param dataFolder the data folder, for display
   * @param notifies whether the desktop has notifications
   * @param releases the release checker
   * @param navigator opens web addresses and licences
   */
  public SettingsDialog(
      Preferences preferences,
      Path dataFolder,
      boolean notifies,
      ReleaseNews releases,
      Navigator navigator) {
    this.preferences = preferences;
    this.dataFolder = dataFolder;
    this.notifies = notifies;
    this.releases = releases;
    this.navigator = navigator;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    for (Setting<?> setting : Settings.all()) {
      switch (setting.group()) {
        case WINDOW -> add(setting, window);
        case SHELLS -> add(setting, shells);
        case ELSEWHERE -> {}
      }
    }
    folder.setText(dataFolder.toString());
    product.setText(Texts.get("settings.about.product", Version.current()));
    build.setText(Texts.get("settings.about.build", Version.build()));
    log.setText(ProgramLog.file(dataFolder).toString());
    licence.setOnAction(event -> navigator.browse(LICENCE));
    if (releases.isPossible()) {
      add(Settings.RELEASES, about);
      about.getChildren().add(ReleaseLink.of(releases, navigator));
    }
    diagnostics.setOnAction(event -> navigator.showDiagnostics());
    others.setOnAction(event -> navigator.showLicences());
  }

  private void add(Setting<?> setting, VBox group) {
    SettingControl control = SettingControl.of(setting, preferences);
    controls.add(control);
    group.getChildren().add(control.node());
    if (!notifies && (setting.equals(Settings.NOTIFY) || setting.equals(Settings.NOTIFY_NAMES))) {
      control.node().setDisable(true);
      if (setting.equals(Settings.NOTIFY)) {
        Label why = new Label(Texts.get("settings.notify.impossible"));
        why.getStyleClass().add(Css.MUTED);
        why.setWrapText(true);
        group.getChildren().add(why);
      }
    }
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
    return controls.getFirst().focus();
  }

  @Override
  public void closed() {
    controls.stream().map(SettingControl::following).forEach(Subscription::unsubscribe);
  }
}
