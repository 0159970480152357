package dev.portolan.app.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/** What is done for each member of a list for as long as it is in there. FX thread. */
public final class Members {
  private Members() {}

  /**
   * Calls {@code begin} for each member that is in the list and for each that comes, and ends what
   * that has begun when the member goes, though it may come again.
   *
   * @return ends all of it, and follows the list no more
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
