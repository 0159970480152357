package dev.portolan.app.view.manual;

import dev.portolan.app.view.common.ManualTopic;
import dev.portolan.app.view.common.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The chapters of the manual, those that a search finds, and the one that is read. FX thread. */
public final class ManualViewModel {
  private final ObservableList<Chapter> all = FXCollections.observableArrayList();
  private final FilteredList<Chapter> found = new FilteredList<>(all);
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final SimpleObjectProperty<@Nullable Chapter> shown =
      new SimpleObjectProperty<>(this, "shown");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final Consumer<String> browser;
  private @Nullable Manual manual;
  private String wanted = ManualTopic.START.id();

  /**
   * @param reading the manual, when it is read
   * @param browser opens a web address
   * @param fx the FX thread
   */
  public ManualViewModel(CompletableFuture<Manual> reading, Consumer<String> browser, Executor fx) {
    this.browser = browser;
    query.subscribe((before, text) -> search(text));
    reading.whenCompleteAsync(this::ready, fx);
  }

  private void ready(@Nullable Manual read, @Nullable Throwable failure) {
    if (read == null) {
      problem.set(
          Texts.get("manual.failed", failure == null ? "" : String.valueOf(failure.getMessage())));
      return;
    }
    manual = read;
    all.setAll(read.chapters());
    open(wanted);
  }

  private void search(String text) {
    List<String> words = words(text);
    found.setPredicate(chapter -> chapter.has(words));
    Chapter current = shown.get();
    if (!found.isEmpty() && (current == null || !found.contains(current))) {
      shown.set(found.getFirst());
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Opens a chapter, once the manual is read. */
  public void open(ManualTopic topic) {
    query.set("");
    open(topic.id());
  }

  private void open(String target) {
    wanted = target;
    if (manual != null) {
      manual.find(target).ifPresent(shown::set);
    }
  }

  /** Follows a link of the text: to a chapter, or to the web. */
  void follow(String target) {
    if (target.startsWith("https://")) {
      browser.accept(target);
    } else {
      query.set("");
      open(target);
    }
  }

  ObservableList<Chapter> found() {
    return found;
  }

  StringProperty queryProperty() {
    return query;
  }

  /** The words that are searched for, in lower case. */
  List<String> words() {
    return words(query.get());
  }

  /** The chapter that is read; null until the manual is there. */
  SimpleObjectProperty<@Nullable Chapter> shownProperty() {
    return shown;
  }

  /** Why there is no manual; empty if there is one. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
