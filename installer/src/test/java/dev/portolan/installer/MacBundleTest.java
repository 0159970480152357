package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacBundleTest {
  @TempDir Path work;

  @Test
  void launchersAreToldTheOwnJarFirstAndTheMainClassLast() throws Exception {
    Commands commands =
        new Commands(
            new Product("0.1.0"),
            Target.named("mac-arm64"),
            Path.of(".."),
            work,
            Optional.of(Path.of("java")));
    Files.createDirectories(commands.appFolder());
    for (String name : List.of("netty.jar", "a.jar", "portolan-app-0.1.0.jar", "LICENSE")) {
      Files.createFile(commands.appFolder().resolve(name));
    }

    new MacBundle(commands, Path.of("zig")).tell("");

    List<String> lines = Files.readAllLines(commands.appFolder().resolve("launcher.options"));
    assertThat(lines)
        .contains("window:-Xmx136m")
        .containsAll(Commands.JAVA_OPTIONS)
        .contains(
            "-Djava.class.path=$APPDIR/portolan-app-0.1.0.jar:$APPDIR/a.jar:$APPDIR/netty.jar")
        .doesNotContain("");
    assertThat(lines.getLast()).isEqualTo("dev.portolan.app.Launcher");
  }

  @Test
  void nothingIsLeftOpenInThePropertyList() throws Exception {
    String filled =
        MacBundle.fill(Files.readString(Path.of("mac/Info.plist")), new Product("0.2.0-SNAPSHOT"));

    assertThat(filled)
        .doesNotContain("@")
        .contains("<string>1.2.0</string>", "<string>dev.portolan.console</string>");
  }
}
