package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that have one profile open. */
class TwoConsolesTest {
  @TempDir Path folder;

  private OtherJvm console() throws IOException {
    return new OtherJvm(TwoConsolesTest.class, folder);
  }

  /** Returns when it has done so, or has found that it may not. */
  private static void save(OtherJvm console, String edge) throws IOException {
    console.tell(edge);
    assertThat(console.says()).isEqualTo("done");
  }

  @Test
  void theSecondOneReadsOnlyUntilTheFirstHasGone() throws Exception {
    try (OtherJvm first = console()) {
      assertThat(first.says()).isEqualTo("may write true, edges []");
      save(first, "Plant A");
      try (ProfileFile second = ProfileFile.open(folder, Clock.systemUTC())) {
        assertThat(names(second.load())).containsExactly("Plant A");
        assertThat(second.isWritable()).isFalse();
        assertThat(second.notices()).containsExactly(new ProfileNotice.OpenElsewhere());
        second.save(ProfileFileTest.profile("Plant B"));
      }
      assertThat(Files.readString(folder.resolve("profile.json"))).contains("Plant A");
      first.kill();
      try (ProfileFile third = ProfileFile.open(folder, Clock.systemUTC())) {
        assertThat(names(third.load())).containsExactly("Plant A");
        assertThat(third.isWritable()).isTrue();
        third.save(ProfileFileTest.profile("Plant C"));
        try (OtherJvm fourth = console()) {
          assertThat(fourth.says()).isEqualTo("may write false, edges [Plant C]");
          save(fourth, "Plant D");
        }
        assertThat(Files.readString(folder.resolve("profile.json"))).contains("Plant C");
      }
    }
  }

  @Test
  void ofSeveralThatBeginAtOnceOneMayWrite() throws Exception {
    List<OtherJvm> consoles = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        consoles.add(console());
      }
      List<String> said = new ArrayList<>();
      for (OtherJvm console : consoles) {
        said.add(console.says());
      }
      assertThat(said)
          .containsExactlyInAnyOrder(
              "may write true, edges []", "may write false, edges []", "may write false, edges []");
      OtherJvm writer = consoles.get(said.indexOf("may write true, edges []"));
      for (OtherJvm console : consoles) {
        save(console, console.equals(writer) ? "Plant A" : "Plant B");
      }
      assertThat(Files.readString(folder.resolve("profile.json"))).contains("Plant A");
    } finally {
      consoles.forEach(OtherJvm::close);
    }
  }

  /** Whoever reads while another one writes finds one profile or the next, whole. */
  @Test
  void whatIsReadWhileAnotherOneWritesIsWhole() throws Exception {
    try (OtherJvm writer = console()) {
      writer.says();
      save(writer, "Plant 0");
      for (int i = 1; i <= 50; i++) {
        writer.tell("Plant " + i);
        try (ProfileFile reader = ProfileFile.open(folder, Clock.systemUTC())) {
          assertThat(names(reader.load()))
              .containsAnyOf("Plant " + (i - 1), "Plant " + i)
              .hasSize(1);
          assertThat(reader.notices()).containsExactly(new ProfileNotice.OpenElsewhere());
        }
        assertThat(writer.says()).isEqualTo("done");
      }
    }
  }

  /** The other process: opens the profile, and saves an edge for each line that it reads. */
  public static void main(String[] arguments) throws IOException {
    try (ProfileFile file = ProfileFile.open(Path.of(arguments[0]), Clock.systemUTC());
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("may write " + file.isWritable() + ", edges " + names(file.load()));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        file.save(ProfileFileTest.profile(line));
        System.out.println("done");
      }
    }
  }

  private static List<String> names(Profile profile) {
    return profile.edges().stream().map(edge -> edge.settings().name()).toList();
  }
}
