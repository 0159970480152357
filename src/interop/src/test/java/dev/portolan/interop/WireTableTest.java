package dev.portolan.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The last column of the table "From the Go package" in docs/wire.md names tests that exist. */
class WireTableTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern NAMED_TEST = Pattern.compile("\\| `(\\w+Test)\\.(\\w+)` \\|$");

  @TestFactory
  Stream<DynamicTest> eachRowNamesATestThatExists() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/wire.md"));
    List<String> rows = page.substring(page.indexOf("| there | here |")).lines().skip(2).toList();
    assertThat(rows).hasSizeGreaterThan(30);
    return rows.stream().map(row -> DynamicTest.dynamicTest(row, () -> check(row)));
  }

  private static void check(String row) throws IOException {
    List<MatchResult> named = NAMED_TEST.matcher(row).results().toList();
    assertThat(named).as("a test at the end of the row").hasSize(1);
    String type = named.getFirst().group(1);
    try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
      List<Path> sources = files.filter(file -> file.endsWith(type + ".java")).toList();
      assertThat(sources).as("%s.java", type).isNotEmpty();
      assertThat(Files.readString(sources.getFirst()))
          .contains("void " + named.getFirst().group(2) + "(");
    }
  }
}
