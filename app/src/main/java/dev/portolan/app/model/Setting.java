package dev.portolan.app.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Definition of a setting: its key in profile and texts, section, default and valid values. {@link
 * Settings} lists them.
 *
 * @param <T> type of its values
 */
public sealed interface Setting<T> {
  /** Its key in the profile. Its label is the text {@code settings.key}. */
  String key();

  /** The section of the settings dialog. */
  Group group();

  /** The default. */
  T defaultValue();

  /** Whether a value is valid. */
  boolean accepts(T value);

  /**
   * Parses a profile's text, clamped to the bounds. An unknown value, such as a choice of a later
   * version, gives the default.
   */
  T read(String text);

  /** Sections of the settings dialog. */
  enum Group {
    WINDOW,
    SHELLS,
    /** Not in the dialog, but shown where it is used. */
    ELSEWHERE
  }

  /** On or off. */
  record Switch(String key, Group group, Boolean defaultValue) implements Setting<Boolean> {
    @Override
    public boolean accepts(Boolean value) {
      return true;
    }

    @Override
    public Boolean read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> defaultValue;
      };
    }
  }

  /** A whole number within bounds. */
  sealed interface Bounded extends Setting<Integer> {
    /** Minimum. */
    int min();

    /** Maximum. */
    int max();

    /** Step between values. */
    int step();

    @Override
    default boolean accepts(Integer value) {
      return value >= min() && value <= max();
    }

    @Override
    default Integer read(String text) {
      return number(text)
          .map(value -> (int) Math.clamp(value, min(), max()))
          .orElse(defaultValue());
    }
  }

  /** A number field with step buttons. */
  record WholeNumber(String key, Group group, Integer defaultValue, int min, int max, int step)
      implements Bounded {}

  /** A percentage, set by a slider. */
  record Percent(String key, Group group, Integer defaultValue, int min, int max, int step)
      implements Bounded {}

  /** A constant of an enum. Its label is the text {@code settings.key.constant}. */
  record Choice<E extends Enum<E>>(String key, Group group, E defaultValue) implements Setting<E> {
    /** All choices in display order. */
    public List<E> choices() {
      return Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
    }

    /** The name of a constant in the profile and in its text's key. */
    public static String name(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean accepts(E value) {
      return true;
    }

    @Override
    public E read(String text) {
      return choices().stream()
          .filter(one -> one.name().equalsIgnoreCase(text))
          .findFirst()
          .orElse(defaultValue);
    }
  }

  /**
   * A non-blank line of text.
   *
   * @param maxLength maximum number of characters
   */
  record Line(String key, Group group, String defaultValue, int maxLength)
      implements Setting<String> {
    @Override
    public boolean accepts(String value) {
      return !value.isBlank()
          && value.length() <= maxLength
          && value.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String read(String text) {
      return accepts(text) ? text : defaultValue;
    }
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(value -> !value.isNaN());
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
