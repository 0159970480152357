package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedKeysTest {
  private final SharedKeys keys = new SharedKeys();
  private final List<SharedKeys.Member> shells = new ArrayList<>();
  private final List<SharedKeys.Member> reached = new ArrayList<>();

  @BeforeEach
  void openThree() {
    for (int i = 0; i < 3; i++) {
      SharedKeys.Member shell = new Shell("shell " + i);
      shells.add(shell);
      keys.opened(shell);
    }
  }

  @Test
  void othersGetWhatAMemberGets() {
    keys.choose(List.of(shells.get(0), shells.get(2)));
    keys.inOthers(shells.get(0), reached::add);
    assertThat(reached).containsExactly(shells.get(2));
    assertThat(keys.count(shells.get(0))).isEqualTo(2);
  }

  @Test
  void whatAnOutsiderGetsStaysThere() {
    keys.choose(List.of(shells.get(0), shells.get(2)));
    keys.inOthers(shells.get(1), reached::add);
    assertThat(reached).isEmpty();
    assertThat(keys.count(shells.get(1))).isEqualTo(1);
  }

  @Test
  void oneShellAloneIsNoGroup() {
    keys.choose(shells.subList(0, 2));
    keys.closed(shells.get(1));
    assertThat(keys.chosenProperty().get()).isEmpty();
    keys.choose(shells.subList(0, 1));
    assertThat(keys.chosenProperty().get()).isEmpty();
  }

  @Test
  void aShellLeavesAndJoins() {
    keys.join(shells.get(2));
    assertThat(keys.chosenProperty().get()).isEmpty();
    keys.choose(shells);
    keys.leave(shells.get(0));
    assertThat(keys.chosenProperty().get()).isEqualTo(shells.subList(1, 3));
    keys.join(shells.get(0));
    assertThat(keys.chosenProperty().get()).isEqualTo(shells);
  }

  @Test
  void aNewShellIsInNoGroup() {
    keys.choose(shells);
    SharedKeys.Member late = new Shell("late");
    keys.opened(late);
    assertThat(keys.isChosen(late)).isFalse();
  }

  private record Shell(String name) implements SharedKeys.Member {
    @Override
    public ObservableValue<String> title() {
      return new ReadOnlyStringWrapper(name);
    }

    @Override
    public String place() {
      return "";
    }
  }
}
