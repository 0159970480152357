package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on Linux, with a program in the place of Java that tells what it was told. */
@EnabledOnOs(OS.LINUX)
class LinuxImageTest {
  @TempDir Path folder;
  private Commands commands;
  private Path root;

  @BeforeEach
  void lay() throws Exception {
    Path work = folder.resolve("with a space");
    commands =
        new Commands(
            new Product("1.2.3"),
            Target.of("Linux", "amd64"),
            Path.of("..").toAbsolutePath(),
            work,
            Optional.empty());
    Path java = Files.createDirectories(commands.runtime().resolve("bin")).resolve("java");
    Files.writeString(
        java, "#!/bin/sh\nprintf '%s\\n' \"$@\" \"own: $JDK_JAVA_OPTIONS\"\nexit 7\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(commands.input());
    for (String jar : List.of("b.jar", "a.jar", "portolan-app-1.2.3.jar", "no-jar.txt")) {
      Files.createFile(commands.input().resolve(jar));
    }
    LinuxImage image = new LinuxImage(commands, "launcher");
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(app.resolve("LICENSE"), "Apache");
    Files.writeString(app.resolve("THIRD-PARTY.txt"), "In: a");
    image.lay(new Notices(app));
    image.tell("-XX:AOTCache=$APPDIR/c.aot");
    root = commands.image().toRealPath();
  }

  @Test
  void javaGetsOptionsClassPathAndTheUntouchedArguments() throws Exception {
    List<String> told = run(7, commands.console(), "shell", "a b", "", "*", "$HOME", "--");

    Path app = root.resolve("lib/app");
    assertThat(told)
        .startsWith("-XX:AOTCache=" + app + "/c.aot")
        .contains("-Djava.library.path=" + app + "/native")
        .endsWith(
            "-cp",
            app + "/portolan-app-1.2.3.jar:" + app + "/a.jar:" + app + "/b.jar",
            Product.MAIN_CLASS,
            "shell",
            "a b",
            "",
            "*",
            "$HOME",
            "--",
            "own: ");
    assertThat(told).noneMatch(word -> word.contains("@") || word.contains("$APPDIR"));
  }

  @Test
  void theWindowsHeapHasACeilingAndThatOfAnEdgeDoesNot() throws Exception {
    assertThat(run(7, commands.console())).contains(Commands.WINDOW_HEAP);
    assertThat(run(7, commands.console(), "--data-dir", "x")).contains(Commands.WINDOW_HEAP);
    assertThat(run(7, commands.console(), "portolan://open?x")).contains(Commands.WINDOW_HEAP);
    assertThat(run(7, commands.console(), "a b.portolan")).contains(Commands.WINDOW_HEAP);
    assertThat(run(7, commands.console(), "edge", "--help"))
        .doesNotContain(Commands.WINDOW_HEAP)
        .contains("-XX:MaxRAMPercentage=25");
  }

  @Test
  void itIsFoundThroughLinksToLinks() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("absolute"), commands.console());
    Path link = Files.createSymbolicLink(bin.resolve("relative"), Path.of("absolute"));

    assertThat(run(7, link)).contains("-Djava.library.path=" + root.resolve("lib/app/native"));
  }

  @Test
  void theScriptHasNoFaultsThatAreKnown() throws Exception {
    if (Tool.exists("shellcheck")) {
      assertThat(run(0, Path.of("shellcheck"), commands.console().toString())).isEmpty();
    }
  }

  private List<String> run(int code, Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JDK_JAVA_OPTIONS", "-Dmeant=for-others");
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", lines).isEqualTo(code);
    return lines;
  }
}
