package dev.portolan.app.transfer;

import java.util.function.Predicate;

/** Finds a name that nothing has yet. */
final class FreeName {
  private FreeName() {}

  /** The name with the first number from 2 that makes it free, before its extension. */
  static String of(String name, Predicate<String> taken) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : "";
    int number = 2;
    while (taken.test(stem + " (" + number + ")" + extension)) {
      number++;
    }
    return stem + " (" + number + ")" + extension;
  }
}
