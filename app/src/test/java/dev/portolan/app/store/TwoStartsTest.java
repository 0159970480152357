package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.store.OneInstance.Start;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that start on one data folder. */
class TwoStartsTest {
  @TempDir Path temp;

  private OtherJvm start(Path folder, String... arguments) throws IOException {
    return new OtherJvm(TwoStartsTest.class, folder, arguments);
  }

  @Test
  void theSecondOneHandsItsArgumentsOverAndEnds() throws Exception {
    Path folder = temp.resolve("data");
    try (OtherJvm first = start(folder)) {
      assertThat(first.says()).isEqualTo("first");
      try (OtherJvm second = start(folder, "portolan://open?edge=x", "zwei")) {
        assertThat(second.says()).isEqualTo("handed over");
        assertThat(second.says()).isNull();
      }
      assertThat(first.says()).isEqualTo("told [portolan://open?edge=x, zwei]");
    }
  }

  /** Where the path is too long for a socket of the file system. */
  @Test
  void overAPortToo() throws Exception {
    Path folder = temp.resolve("long".repeat(30));
    try (OtherJvm first = start(folder)) {
      assertThat(first.says()).isEqualTo("first");
      assertThat(folder.resolve("console.port")).exists();
      try (OtherJvm second = start(folder, "x")) {
        assertThat(second.says()).isEqualTo("handed over");
      }
      assertThat(first.says()).isEqualTo("told [x]");
      first.kill();
      try (OtherJvm third = start(folder)) {
        assertThat(third.says()).isEqualTo("first");
      }
    }
  }

  @Test
  void afterOneThatWasKilledTheNextIsTheFirst() throws Exception {
    Path folder = temp.resolve("data");
    try (OtherJvm first = start(folder)) {
      assertThat(first.says()).isEqualTo("first");
      first.kill();
      assertThat(folder.resolve("console.socket")).as("what it left").exists();
      assertThat(OneInstance.handOver(folder, List.of())).isFalse();
      try (OtherJvm second = start(folder)) {
        assertThat(second.says()).isEqualTo("first");
        assertThat(OneInstance.handOver(folder, List.of("y"))).isTrue();
        assertThat(second.says()).isEqualTo("told [y]");
      }
    }
  }

  @Test
  void afterOneThatEndedTheNextIsTheFirst() throws Exception {
    Path folder = temp.resolve("data");
    try (OtherJvm first = start(folder)) {
      assertThat(first.says()).isEqualTo("first");
      first.end();
      assertThat(folder.resolve("console.socket")).doesNotExist();
      assertThat(OneInstance.start(folder, List.of()))
          .isInstanceOfSatisfying(Start.First.class, next -> next.instance().close());
    }
  }

  @Test
  void ofSeveralThatStartAtOnceOneIsTheFirstAndHearsOfTheOthers() throws Exception {
    Path folder = temp.resolve("data");
    List<OtherJvm> starts = new ArrayList<>();
    try {
      for (String name : List.of("a", "b", "c", "d")) {
        starts.add(start(folder, name));
      }
      List<String> said = new ArrayList<>();
      for (OtherJvm each : starts) {
        said.add(each.says());
      }
      assertThat(said).containsOnlyOnce("first");
      assertThat(Collections.frequency(said, "handed over")).isEqualTo(3);
      int first = said.indexOf("first");
      List<String> expected =
          new ArrayList<>(List.of("told [a]", "told [b]", "told [c]", "told [d]"));
      expected.remove(first);
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        told.add(starts.get(first).says());
      }
      assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      starts.forEach(OtherJvm::close);
    }
  }

  /** Another process: says what its start turned out to be, and then what it is told. */
  public static void main(String[] arguments) throws Exception {
    Start start =
        OneInstance.start(
            Path.of(arguments[0]), List.of(Arrays.copyOfRange(arguments, 1, arguments.length)));
    switch (start) {
      case Start.First(OneInstance instance) -> serve(instance);
      case Start.HandedOver() -> System.out.println("handed over");
      case Start.Beside() -> System.out.println("beside");
    }
  }

  private static void serve(OneInstance instance) throws IOException {
    try (instance;
        Background background = new Background()) {
      System.out.println("first");
      instance.serve(background, told -> System.out.println("told " + told));
      while (System.in.read() >= 0) {} // until the test lets it end
    }
  }
}
