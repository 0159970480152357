package dev.portolan.app.view.palette;

import dev.portolan.app.view.palette.PaletteViewModel.Entry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What can be done with each of some subjects. */
final class Verb<T> {
  private final String icon;
  private final Title title;
  private final Title detail;
  private final String text;
  private final Predicate<T> applies;
  private final Consumer<T> action;

  /**
   * @param detail around the place of a subject
   * @param applies whether it can be done with a subject now
   */
  Verb(String icon, Title title, Title detail, Predicate<T> applies, Consumer<T> action) {
    this.icon = icon;
    this.title = title;
    this.detail = detail;
    this.text = title.text() + "\n" + detail.text();
    this.applies = applies;
    this.action = action;
  }

  Verb(String icon, String key, Predicate<T> applies, Consumer<T> action) {
    this(icon, Title.of(key), Title.NAME, applies, action);
  }

  Verb(String icon, String key, Consumer<T> action) {
    this(icon, key, subject -> true, action);
  }

  /** Whether each word is in the verb's own words or in those of the subject. */
  boolean matches(Subject<T> subject, List<String> words) {
    for (String word : words) {
      if (!text.contains(word) && !subject.text().contains(word)) {
        return false;
      }
    }
    return applies.test(subject.of());
  }

  /** Whether a title that matches begins with a word. */
  boolean begins(Subject<T> subject, String word) {
    String start = title.before().isEmpty() ? subject.text() : text;
    return start.startsWith(word);
  }

  Entry entry(Subject<T> subject) {
    return new Entry(
        icon,
        title.around(subject.name()),
        detail.around(subject.place()),
        () -> action.accept(subject.of()));
  }
}
