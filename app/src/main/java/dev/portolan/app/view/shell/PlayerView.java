package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.session.Playback;
import dev.portolan.app.session.Recording;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.ScrollbackBounds;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextLink;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Plays a recording on the terminal of shells. FX thread. */
public final class PlayerView extends BorderPane {
  private static final List<String> SPEEDS = List.of("0.5", "1", "2", "4", "8");
  private static final long STEP_MICROS = 5_000_000;
  private static final double MICROS = 1e6;
  private static final int SECONDS_PER_MINUTE = 60;

  private final Recording recording;
  private final TerminalScreen screen;
  private final TerminalPane pane;
  private final Playback playback;
  private final Background background;
  private final ShellSearch search;
  private final ShellColors colors;
  private final Button play = new Button(null, new FontIcon("fth-play"));
  private final Slider slider = new Slider();
  private final Label time = new Label();
  private final Subscription following;
  private boolean moving;

  /**
   * Creates a player, which is paused at the beginning.
   *
   * @param settings the settings of shells, followed until closed
   */
  public PlayerView(
      Recording recording,
      ObservableValue<TerminalSettings> settings,
      ScrollbackMemory memory,
      Background background) {
    this.recording = recording;
    this.background = background;
    screen =
        new TerminalScreen(
            recording.columns(),
            recording.rows(),
            new ScrollbackBounds(settings.getValue().get(Settings.SCROLLBACK), memory),
            System::nanoTime,
            answer -> {}, // nobody has asked
            report -> {},
            this::textChanged);
    pane =
        new TerminalPane(
            screen,
            settings.getValue().font(settings.getValue().get(Settings.FONT_SIZE)),
            TerminalScheme.LIGHT,
            settings.getValue().emoji(),
            new Listener());
    pane.setCursorOn(false);
    colors = new ShellColors(pane, settings);
    search =
        new ShellSearch(
            pane, screen, work -> background.dedicated("terminal-work", work), this::focusTerminal);
    Coalescer shown = new Coalescer(new FxThread(), this::showPosition);
    playback = new Playback(recording, screen, System::nanoTime, shown::request);
    assemble();
    following = settings.subscribe((before, now) -> colors.paintAsWanted());
    showPosition();
    background.dedicated("playback", playback);
  }

  private void assemble() {
    getStyleClass().addAll("shell-view", "player-view");
    getStylesheets().add(ShellView.class.getResource("shell.css").toExternalForm());
    pane.canvas().setId("player-terminal");
    pane.canvas().setAccessibleRole(AccessibleRole.TEXT_AREA);
    pane.canvas().setAccessibleText(ShellTexts.of("player.terminal"));
    setCenter(new StackPane(pane, search.bar()));
    play.setId("player-play");
    play.setOnAction(event -> toggle());
    slider.setId("player-position");
    slider.setMax((double) Math.max(1, recording.length()));
    slider.setAccessibleText(ShellTexts.of("player.position"));
    slider.valueProperty().subscribe((before, now) -> moved(now.longValue()));
    HBox.setHgrow(slider, Priority.ALWAYS);
    slider.setMinWidth(60);
    time.setId("player-time");
    time.setMinWidth(Region.USE_PREF_SIZE);
    ComboBox<String> speed = new ComboBox<>();
    speed.getItems().setAll(SPEEDS);
    speed.setId("player-speed");
    speed.setValue("1");
    speed.setAccessibleText(ShellTexts.of("player.speed"));
    speed.setTooltip(new Tooltip(ShellTexts.of("player.speed")));
    speed.valueProperty().subscribe(now -> playback.setSpeed(Double.parseDouble(now)));
    Button find = new Button(null, new FontIcon("fth-search"));
    find.setId("player-find");
    find.setAccessibleText(ShellTexts.of("find.prompt"));
    find.setTooltip(new Tooltip(ShellTexts.of("find.prompt")));
    find.setOnAction(event -> search.open(""));
    HBox bar = new HBox(10, play, slider, time, speed, find);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().addAll("shell-log", "player-bar");
    setBottom(bar);
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    backgroundProperty().addListener((property, before, now) -> colors.themed(now));
  }

  private void pressed(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      search.open("");
    } else if (!pane.canvas().isFocused()) {
      return;
    } else {
      switch (event.getCode()) {
        case SPACE -> toggle();
        case LEFT -> playback.skip(-STEP_MICROS);
        case RIGHT -> playback.skip(STEP_MICROS);
        default -> {
          return;
        }
      }
    }
    event.consume();
  }

  private void toggle() {
    playback.setPlaying(!playback.look().playing());
  }

  private void moved(long micros) {
    if (!moving) {
      playback.seek(micros);
    }
  }

  private void showPosition() {
    Playback.Look look = playback.look();
    moving = true;
    if (!slider.isValueChanging()) {
      slider.setValue((double) look.position());
    }
    moving = false;
    time.setText(minutes(look.position()) + " / " + minutes(recording.length()));
    play.setGraphic(new FontIcon(look.playing() ? "fth-pause" : "fth-play"));
    String words = ShellTexts.of(look.playing() ? "player.pause" : "player.play");
    play.setAccessibleText(words);
    play.setTooltip(new Tooltip(words));
  }

  private static String minutes(long micros) {
    long seconds = Math.round(micros / MICROS);
    return "%d:%02d".formatted(seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
  }

  private void textChanged() {
    pane.request();
  }

  /** Focuses the terminal, where Space plays and pauses. */
  public void focusTerminal() {
    pane.canvas().requestFocus();
  }

  /** The painted lines without trailing spaces. */
  public String shownText() {
    ScreenView shown = pane.shown();
    return shown == null ? "" : shown.text();
  }

  /** Ends the playback. */
  public void close() {
    following.unsubscribe();
    playback.close();
    search.stop();
    pane.stop();
    background.run(screen::close);
  }

  /** Events of the terminal pane, most of which mean nothing here. */
  private final class Listener implements TerminalPane.Listener {
    @Override
    public void grid(int columns, int rows) {
      // the recording has a size of its own
    }

    @Override
    public boolean frame() {
      search.textChanged();
      return true;
    }

    @Override
    public void painted(ScreenView view) {}

    @Override
    public void selected() {}

    @Override
    public void open(TextLink link) {}

    @Override
    public void linkUnderMouse(@Nullable TextLink link) {}

    @Override
    public void pasteSelection() {}

    @Override
    public void arrows(int lines) {}
  }
}
