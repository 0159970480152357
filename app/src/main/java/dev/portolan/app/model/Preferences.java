package dev.portolan.app.model;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** How the person at the window likes it. */
public final class Preferences {
  /** Smallest and largest size of the terminal's letters, in points. */
  public static final int MIN_FONT = 8;

  public static final int MAX_FONT = 32;

  private final ObjectProperty<ThemeChoice> theme =
      new SimpleObjectProperty<>(this, "theme", ThemeChoice.SYSTEM);
  private final IntegerProperty scalePercent = new SimpleIntegerProperty(this, "scale", 100);
  private final IntegerProperty terminalFont = new SimpleIntegerProperty(this, "font", 13);
  private final BooleanProperty restore = new SimpleBooleanProperty(this, "restore", true);
  private final BooleanProperty copyOnSelect =
      new SimpleBooleanProperty(this, "copyOnSelect", false);
  private final ObjectProperty<TokenPlace> tokenPlace =
      new SimpleObjectProperty<>(this, "tokenPlace", TokenPlace.KEYCHAIN);
  private final ObjectProperty<WindowPlace> window =
      new SimpleObjectProperty<>(this, "window", WindowPlace.DEFAULT);
  private final ObjectProperty<List<OpenTab>> tabs =
      new SimpleObjectProperty<>(this, "tabs", List.of());

  public ObjectProperty<ThemeChoice> themeProperty() {
    return theme;
  }

  /** Size of the interface in percent of the usual. */
  public IntegerProperty scalePercentProperty() {
    return scalePercent;
  }

  /** Size of the terminal's letters in points. */
  public IntegerProperty terminalFontProperty() {
    return terminalFont;
  }

  /** Whether tabs and switched-on tunnels come back at the next start. */
  public BooleanProperty restoreProperty() {
    return restore;
  }

  /** Whether selecting text in a shell copies it. */
  public BooleanProperty copyOnSelectProperty() {
    return copyOnSelect;
  }

  /** Where tokens are kept from one session to the next. */
  public ObjectProperty<TokenPlace> tokenPlaceProperty() {
    return tokenPlace;
  }

  public ObjectProperty<WindowPlace> windowProperty() {
    return window;
  }

  /** The tabs that were open, in their order. */
  public ObjectProperty<List<OpenTab>> tabsProperty() {
    return tabs;
  }
}
