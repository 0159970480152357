package dev.portolan.app.view.common;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/**
 * The shells that get the same keys. There is one group at most; it ends by itself when fewer than
 * two shells are left, and is never restored. FX thread.
 */
public final class SharedKeys {
  private final List<Member> open = new ArrayList<>();
  private final ReadOnlyObjectWrapper<List<Member>> chosen =
      new ReadOnlyObjectWrapper<>(this, "chosen", List.of());

  /** A shell that may be in the group. */
  public interface Member {
    /** What its tab shows. */
    ObservableValue<String> title();

    /** Where it is: the edge of its device. */
    String place();
  }

  /** Adds a shell that was opened. It is in no group. */
  public void opened(Member shell) {
    open.add(shell);
  }

  /** Removes a shell that was closed. */
  public void closed(Member shell) {
    open.remove(shell);
    leave(shell);
  }

  /** The open shells, in the order in which they were opened. */
  public List<Member> open() {
    return List.copyOf(open);
  }

  /** The shells in the group; none or at least two. */
  public ReadOnlyObjectProperty<List<Member>> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  public boolean isChosen(Member shell) {
    return chosen.get().contains(shell);
  }

  /** Makes these open shells the group. */
  public void choose(Collection<? extends Member> shells) {
    List<Member> wanted = open.stream().filter(shells::contains).toList();
    chosen.set(wanted.size() < 2 ? List.of() : wanted);
  }

  /** Adds a shell to the group, if there is one. */
  public void join(Member shell) {
    if (!chosen.get().isEmpty() && !isChosen(shell)) {
      List<Member> more = new ArrayList<>(chosen.get());
      more.add(shell);
      choose(more);
    }
  }

  /** Takes a shell out of the group. */
  public void leave(Member shell) {
    if (isChosen(shell)) {
      choose(chosen.get().stream().filter(each -> !each.equals(shell)).toList());
    }
  }

  /** Ends the group. */
  public void end() {
    chosen.set(List.of());
  }

  /**
   * Does the same in the other shells of the group.
   *
   * @param from a shell; if it is in no group, nothing is done
   */
  public void inOthers(Member from, Consumer<Member> action) {
    if (isChosen(from)) {
      chosen.get().stream().filter(each -> !each.equals(from)).forEach(action);
    }
  }

  /** How many shells get what is typed into this one. */
  public int count(Member shell) {
    return isChosen(shell) ? chosen.get().size() : 1;
  }
}
