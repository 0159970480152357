package dev.portolan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads values of command-line options. */
public final class OptionValues {
  private OptionValues() {}

  /** Takes one option. */
  @FunctionalInterface
  public interface Taker<O> {
    /**
     * Returns the options with this one.
     *
     * @throws IllegalArgumentException with a sentence for the user if it is not known, or wrong
     */
    O with(O options, String name, String value);
  }

  /**
   * Reads a command line of options that all have a value.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static <O> O parse(List<String> arguments, O defaults, Taker<O> taker) {
    O options = defaults;
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (left.isEmpty()) {
        throw new IllegalArgumentException(name + " needs a value, or is not known");
      }
      options = taker.with(options, name, left.removeFirst());
    }
    return options;
  }

  /**
   * Reads words that are separated by commas.
   *
   * @param names those that there are
   * @throws IllegalArgumentException with a sentence for the user if one is not among them
   */
  public static List<String> known(String value, List<String> names) {
    List<String> chosen = Stream.of(value.split(",", -1)).toList();
    for (String name : chosen) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(name + " is none of " + names);
      }
    }
    return chosen;
  }

  /**
   * Reads a number from 1 to 999,999.
   *
   * @param option the option's name
   * @throws IllegalArgumentException with a sentence for the user if it is none
   */
  public static int number(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(option + " is a number from 1 to 999999");
    }
    return Integer.parseInt(value);
  }
}
