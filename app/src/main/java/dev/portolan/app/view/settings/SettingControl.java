package dev.portolan.app.view.settings;

import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Setting;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.ChoiceText;
import dev.portolan.app.view.control.Field;
import dev.portolan.app.view.control.WholeNumbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;

/**
 * The control of a setting with its texts. FX thread.
 *
 * @param node the node to show
 * @param focus the node to focus
 * @param following stops following the value
 */
record SettingControl(Node node, Node focus, Subscription following) {
  /** Most choices shown as segments. */
  private static final int MAX_SEGMENTS = 4;

  private static final String LEFT = "left-pill";
  private static final String CENTER = "center-pill";
  private static final String RIGHT = "right-pill";

  /** Creates the control of a setting. Changes take effect at once. */
  static SettingControl of(Setting<?> setting, Preferences preferences) {
    return switch (setting) {
      case Setting.Switch one -> box(one, preferences);
      case Setting.WholeNumber one -> spinner(one, preferences);
      case Setting.Percent one -> slider(one, preferences);
      case Setting.Line one -> textField(one, preferences);
      case Setting.Choice<?> one ->
          one.choices().size() > MAX_SEGMENTS
              ? dropDown(one, preferences)
              : segments(one, preferences);
    };
  }

  private static SettingControl box(Setting.Switch setting, Preferences preferences) {
    CheckBox box = new CheckBox(label(setting));
    box.setId(setting.key());
    box.setWrapText(true);
    Subscription following = preferences.observe(setting).subscribe(box::setSelected);
    box.selectedProperty().subscribe((before, on) -> preferences.set(setting, on));
    return new SettingControl(box, box, following);
  }

  private static SettingControl spinner(Setting.WholeNumber setting, Preferences preferences) {
    Spinner<Integer> spinner = new Spinner<>();
    spinner.setId(setting.key());
    spinner.setEditable(true);
    spinner.setPrefWidth(140);
    WholeNumbers.install(
        spinner, setting.min(), setting.max(), setting.step(), preferences.get(setting));
    Subscription following =
        preferences.observe(setting).subscribe(spinner.getValueFactory()::setValue);
    spinner.valueProperty().subscribe((before, number) -> preferences.set(setting, number));
    return new SettingControl(field(setting, spinner), spinner, following);
  }

  /** A text field. Invalid text is reset at focus loss. */
  private static SettingControl textField(Setting.Line setting, Preferences preferences) {
    TextField text = new TextField();
    text.setId(setting.key());
    text.setAccessibleText(label(setting));
    Subscription following =
        preferences
            .observe(setting)
            .subscribe(
                value -> {
                  // setting the same text would move the caret
                  if (!value.equals(text.getText())) {
                    text.setText(value);
                  }
                });
    text.textProperty()
        .subscribe(
            (before, typed) -> {
              if (setting.accepts(typed)) {
                preferences.set(setting, typed);
              }
            });
    text.focusedProperty()
        .subscribe(
            (before, focused) -> {
              if (!focused) {
                text.setText(preferences.get(setting));
              }
            });
    return new SettingControl(field(setting, text), text, following);
  }

  private static SettingControl slider(Setting.Percent setting, Preferences preferences) {
    Slider slider = new Slider(setting.min(), setting.max(), preferences.get(setting));
    slider.setId(setting.key());
    slider.setBlockIncrement(setting.step());
    slider.setAccessibleText(label(setting));
    HBox.setHgrow(slider, Priority.ALWAYS);
    Label words = new Label();
    words.setMinWidth(48);
    words.getStyleClass().add("numeric");
    Subscription following = preferences.observe(setting).subscribe(slider::setValue);
    slider
        .valueProperty()
        .subscribe(
            value -> {
              words.setText(Texts.get("settings.percent", nearest(setting, slider)));
              if (!slider.isValueChanging()) {
                preferences.set(setting, nearest(setting, slider));
              }
            });
    slider
        .valueChangingProperty()
        .subscribe(
            (before, changing) -> {
              if (!changing) {
                preferences.set(setting, nearest(setting, slider));
              }
            });
    HBox row = new HBox(12, slider, words);
    row.setAlignment(Pos.CENTER_LEFT);
    return new SettingControl(field(setting, row), slider, following);
  }

  private static int nearest(Setting.Percent setting, Slider slider) {
    return (int) Math.round(slider.getValue() / setting.step()) * setting.step();
  }

  private static <E extends Enum<E>> SettingControl segments(
      Setting.Choice<E> setting, Preferences preferences) {
    ToggleGroup group = new ToggleGroup();
    Map<E, ToggleButton> buttons = new LinkedHashMap<>();
    for (E choice : setting.choices()) {
      ToggleButton button = new ToggleButton(text(setting, choice));
      button.setToggleGroup(group);
      button.getStyleClass().add(CENTER);
      button.setOnAction(
          event -> {
            // keep a selected segment selected
            button.setSelected(true);
            preferences.set(setting, choice);
          });
      buttons.put(choice, button);
    }
    HBox row = new HBox(buttons.values().toArray(Node[]::new));
    row.setId(setting.key());
    row.getStyleClass().add("segments");
    row.getChildren().getFirst().getStyleClass().setAll("toggle-button", LEFT);
    row.getChildren().getLast().getStyleClass().setAll("toggle-button", RIGHT);
    Subscription following =
        preferences.observe(setting).subscribe(choice -> group.selectToggle(buttons.get(choice)));
    ToggleButton chosen = Objects.requireNonNull(buttons.get(preferences.get(setting)));
    return new SettingControl(field(setting, row), chosen, following);
  }

  private static <E extends Enum<E>> SettingControl dropDown(
      Setting.Choice<E> setting, Preferences preferences) {
    ComboBox<E> list = new ComboBox<>();
    list.setId(setting.key());
    list.getItems().setAll(setting.choices());
    list.setConverter(ChoiceText.of(choice -> text(setting, choice)));
    Subscription following = preferences.observe(setting).subscribe(list::setValue);
    list.valueProperty().subscribe((before, choice) -> preferences.set(setting, choice));
    return new SettingControl(field(setting, list), list, following);
  }

  private static Field field(Setting<?> setting, Node input) {
    Field field = new Field();
    field.setLabel(label(setting));
    String hint = text(setting) + ".hint";
    if (Texts.bundle().containsKey(hint)) {
      field.setHint(Texts.get(hint));
    }
    field.setContent(input);
    return field;
  }

  private static String label(Setting<?> setting) {
    return Texts.get(text(setting));
  }

  private static <E extends Enum<E>> String text(Setting.Choice<E> setting, E choice) {
    return Texts.get(text(setting) + "." + Setting.Choice.name(choice));
  }

  private static String text(Setting<?> setting) {
    return "settings." + setting.key();
  }
}
