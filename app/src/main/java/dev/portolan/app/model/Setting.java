package dev.portolan.app.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is to be known of one setting: its key in the profile and of its texts, where it is
 * shown, what it usually is, and which values it takes. {@link Settings} lists them.
 *
 * @param <T> its values
 */
public sealed interface Setting<T> {
  /** Its name in the profile; its label is the text {@code settings.key}. */
  String key();

  /** Where a person finds it. */
  Group group();

  /** What it is until a person wants something else. */
  T usual();

  /** Whether it can have this value. */
  boolean accepts(T value);

  /**
   * The value that a profile's text stands for, moved within the bounds. What stands for none, such
   * as a choice that only a later version has, is as usual.
   */
  T read(String text);

  /** Where a setting is shown. */
  enum Group {
    WINDOW,
    SHELLS,
    /** Not among the settings, but where it is asked for. */
    ELSEWHERE
  }

  /** On or off. */
  record Switch(String key, Group group, Boolean usual) implements Setting<Boolean> {
    @Override
    public boolean accepts(Boolean value) {
      return true;
    }

    @Override
    public Boolean read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> usual;
      };
    }
  }

  /** A whole number within bounds. */
  sealed interface Bounded extends Setting<Integer> {
    /** The least. */
    int min();

    /** The most. */
    int max();

    /** Between one and the next. */
    int step();

    @Override
    default boolean accepts(Integer value) {
      return value >= min() && value <= max();
    }

    @Override
    default Integer read(String text) {
      return number(text).map(value -> (int) Math.clamp(value, min(), max())).orElse(usual());
    }
  }

  /** A whole number that is typed; a click changes it by a step. */
  record WholeNumber(String key, Group group, Integer usual, int min, int max, int step)
      implements Bounded {}

  /** A share of the usual size in percent, on a scale. */
  record Percent(String key, Group group, Integer usual, int min, int max, int step)
      implements Bounded {}

  /** One of the constants of an enum; their texts are {@code settings.key.constant}. */
  record Choice<E extends Enum<E>>(String key, Group group, E usual) implements Setting<E> {
    /** All that can be chosen, in their order. */
    public List<E> choices() {
      return Arrays.asList(usual.getDeclaringClass().getEnumConstants());
    }

    /** The name of a constant in the profile and in the key of its text. */
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
          .orElse(usual);
    }
  }

  /**
   * A line of text that is not blank.
   *
   * @param most how many characters it has at the most
   */
  record Line(String key, Group group, String usual, int most) implements Setting<String> {
    @Override
    public boolean accepts(String value) {
      return !value.isBlank()
          && value.length() <= most
          && value.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String read(String text) {
      return accepts(text) ? text : usual;
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
