package dev.portolan.app.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/** Runs something for each element of a list while it is in the list. FX thread. */
public final class Members {
  private Members() {}

  /**
   * Calls {@code begin} for each present and future element, and ends the returned subscription
   * when the element is removed.
   *
   * @return ends all subscriptions
   */
  public static <T> Subscription follow(ObservableList<T> list, Function<T, Subscription> begin) {
    Map<T, Subscription> begun = new LinkedHashMap<>();
    ListChangeListener<T> listener =
        change -> {
          while (change.next()) {
            if (!change.wasPermutated()) {
              change.getRemoved().forEach(gone -> end(begun, gone));
              change.getAddedSubList().forEach(fresh -> begun.put(fresh, begin.apply(fresh)));
            }
          }
        };
    List.copyOf(list).forEach(member -> begun.put(member, begin.apply(member)));
    list.addListener(listener);
    return () -> {
      list.removeListener(listener);
      List.copyOf(begun.keySet()).forEach(member -> end(begun, member));
    };
  }

  private static <T> void end(Map<T, Subscription> begun, T member) {
    Subscription ending = begun.remove(member);
    if (ending != null) {
      ending.unsubscribe();
    }
  }
}
