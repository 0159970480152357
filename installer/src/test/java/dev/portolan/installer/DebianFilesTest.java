package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianFilesTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void theCopyrightOfEachFileIsTold() throws Exception {
    String text = files(Path.of("..")).copyright();
    assertThat(text)
        .startsWith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
        .contains("\nFiles: opt/portolan/lib/app/pty4j-*.jar\n opt/portolan/lib/app/native/pty/*\n")
        .contains("\nLicense: EPL-1.0\nComment: pty4j\n")
        .contains("\nLicense: EPL-1.0\n Eclipse Public License - v 1.0\n .\n")
        .contains("/usr/share/common-licenses/GPL-2.\n")
        .doesNotContain("\n\n\n");
    text.lines()
        .filter(line -> line.startsWith("License: "))
        .distinct()
        .forEach(line -> assertThat(text).containsPattern("(?m)^" + line + "\n "));
  }

  @Test
  void theNewestSectionIsTheChangelog() throws Exception {
    Files.writeString(
        folder.resolve("CHANGELOG.md"),
        "# Changelog\n\n## 1.2.0\n\n### Added\n- One\n  and a half.\n- "
            + "many words ".repeat(12)
            + "\n\n## 1.1.0\n- Old\n");
    assertThat(files(folder).changelogText())
        .isEqualTo(
            "portolan (1.2.0) stable; urgency=medium\n\n  [ Added ]\n  * One and a half.\n  * "
                + "many words ".repeat(6)
                + "many\n    words "
                + "many words ".repeat(5).strip()
                + "\n\n -- The Portolan developers <packages@portolan.dev>"
                + "  Thu, 01 Jan 2026 00:00:00 +0000\n");
  }

  private static DebianFiles files(Path project) {
    return new DebianFiles(project, new Product("1.2.0"), TIME, Product.PACKAGE);
  }
}
