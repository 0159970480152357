package dev.portolan.app.view.palette;

import java.util.Locale;

/**
 * Something that can be found, prepared once for all searches of a palette.
 *
 * @param of the thing
 * @param name its name, shown in titles
 * @param place where it is, shown beside them; may be empty
 * @param text all words that it is found by, in lower case
 */
record Subject<T>(T of, String name, String place, String text) {
  static <T> Subject<T> of(T thing, String name, String place) {
    return new Subject<>(thing, name, place, (name + "\n" + place).toLowerCase(Locale.ROOT));
  }
}
