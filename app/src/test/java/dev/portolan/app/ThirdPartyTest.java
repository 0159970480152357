package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.ThirdParty.Notice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notices of third parties, and the program of the build that writes them. */
class ThirdPartyTest {
  private static final String MIT = "Permission is hereby granted to everybody.\n";

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(folder.resolve("licences/texts"));
    Files.createDirectories(folder.resolve("licences/notices"));
    Files.writeString(folder.resolve("licences/texts/MIT.txt"), MIT);
    components("Name: Stone\nHome: https://stone.example\nLicence: MIT\nJars: stone-*\n");
    jar =
        jar(
            "stone-core",
            "1.2",
            Map.of("META-INF/LICENSE", MIT, "META-INF/NOTICE", "Made by Ann.\n"));
  }

  @Test
  void eachWorkHasTheTextOfItsLicence() throws IOException {
    List<Notice> notices = ThirdParty.read();
    assertThat(notices)
        .extracting(Notice::title)
        .contains("JavaFX 26.0.2", "Licence: EPL-1.0", "Inter", "winpty")
        .doesNotHaveDuplicates();
    for (Notice notice : notices) {
      assertThat(notice.text()).as(notice.title()).isNotBlank();
      notice
          .text()
          .lines()
          .filter(line -> line.startsWith("Licence: "))
          .forEach(line -> assertThat(notices).extracting(Notice::title).contains(line));
    }
  }

  @Test
  void javaTellsOfTheWorksInItself() throws IOException {
    for (String module : List.of("java.base", "java.xml")) {
      Path legal = Files.createDirectories(folder.resolve("legal").resolve(module));
      Files.writeString(legal.resolve("zlib.md"), "zlib's words\n");
      Files.writeString(legal.resolve("LICENSE"), "of the whole\n");
    }
    assertThat(ThirdParty.ofJava(folder.resolve("legal")))
        .containsExactly(new Notice("Java: zlib", "zlib's words"));
    assertThat(ThirdParty.ofJava(folder.resolve("none"))).isEmpty();
  }

  @Test
  void theBuildTakesWhatJarsSay() throws Exception {
    assertThat(build(jar)).isEmpty();
    assertThat(Files.readString(folder.resolve("out/THIRD-PARTY.txt")))
        .contains("\nStone 1.2\nLicence: MIT\n", "In: stone-core\n", "Made by Ann.\n")
        .containsOnlyOnce(MIT);
  }

  @Test
  void theBuildFailsOnAJarThatNobodyLookedAt() throws Exception {
    Path stranger = jar("stranger", "3", Map.of("a.class", ""));
    assertThat(build(jar, stranger)).contains("stranger-3.jar has no stanza");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void theBuildFailsWithoutTheTextOfALicence() throws Exception {
    components("Name: Stone\nLicence: BSD-3-Clause\nJars: stone-*\n");
    assertThat(build(jar)).contains("there is no text of BSD-3-Clause", "MIT is nobody's licence");
  }

  @Test
  void theBuildFailsOnAWorkThatIsGone() throws Exception {
    components(
        "Name: Stone\nLicence: MIT\nJars: stone-*\n\nName: Sand\nLicence: MIT\nJars: sand\n");
    assertThat(build(jar)).contains("Sand is not in the program any more");
  }

  private void components(String text) throws IOException {
    Files.writeString(folder.resolve("licences/components.txt"), "# Works of others.\n\n" + text);
  }

  private Path jar(String artifact, String version, Map<String, String> files) throws IOException {
    Path place = Files.createDirectories(folder.resolve("m2").resolve(artifact).resolve(version));
    Path file = place.resolve(artifact + "-" + version + ".jar");
    try (OutputStream to = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(to)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** What the program of the build says; it succeeds exactly if it says nothing. */
  private String build(Path... jars) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                Path.of("..", "build", "ThirdParty.java").toString(),
                folder.resolve("licences").toString(),
                folder.resolve("out/THIRD-PARTY.txt").toString(),
                String.join(
                    System.getProperty("path.separator"),
                    List.of(jars).stream().map(Path::toString).toList()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
    return said;
  }
}
