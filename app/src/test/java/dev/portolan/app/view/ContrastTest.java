package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Words can be read on whatever is behind them, in both themes. */
class ContrastTest {
  private static final double LEAST = 4.5;
  private static final Pattern COLOUR =
      Pattern.compile("(-(?:color|portolan)-[a-z0-9-]+):\\s*#([0-9a-fA-F]{6})\\s*;");
  private static final List<String> WORDS =
      List.of(
          "-color-fg-default",
          "-color-fg-muted",
          "-color-accent-fg",
          "-portolan-success",
          "-portolan-warning",
          "-portolan-danger");
  private static final List<String> BEHIND =
      List.of(
          "-color-bg-default",
          "-color-bg-subtle",
          "-portolan-sidebar",
          "-portolan-raised",
          "-portolan-hover",
          "-portolan-selected");
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("-color-fg-emphasis", "-color-accent-emphasis"),
          List.of("-color-fg-emphasis", "-color-danger-emphasis"),
          List.of("-portolan-toast-fg", "-portolan-toast"),
          List.of("-portolan-toast-accent", "-portolan-toast"),
          List.of("-color-fg-default", "-portolan-warning-bg"),
          List.of("-portolan-warning", "-portolan-warning-bg"),
          List.of("-color-fg-default", "-portolan-danger-bg"));

  @TestFactory
  List<DynamicTest> inTheLightTheme() throws IOException {
    return tests("/atlantafx/base/theme/primer-light.css", "light.css");
  }

  @TestFactory
  List<DynamicTest> inTheDarkTheme() throws IOException {
    return tests("/atlantafx/base/theme/primer-dark.css", "dark.css");
  }

  private static List<DynamicTest> tests(String base, String ours) throws IOException {
    Map<String, Color> colours = new HashMap<>();
    read(base, colours);
    read("/dev/portolan/app/view/" + ours, colours);
    List<DynamicTest> tests = new ArrayList<>();
    for (String words : WORDS) {
      for (String behind : BEHIND) {
        tests.add(test(colours, words, behind));
      }
    }
    for (List<String> pair : PAIRS) {
      tests.add(test(colours, pair.get(0), pair.get(1)));
    }
    return tests;
  }

  private static DynamicTest test(Map<String, Color> colours, String words, String behind) {
    return DynamicTest.dynamicTest(
        words + " on " + behind,
        () ->
            assertThat(Contrast.of(colour(colours, words), colour(colours, behind)))
                .isGreaterThanOrEqualTo(LEAST));
  }

  private static Color colour(Map<String, Color> colours, String name) {
    return Objects.requireNonNull(colours.get(name), name);
  }

  private static void read(String resource, Map<String, Color> colours) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ContrastTest.class.getResourceAsStream(resource), resource)) {
      Matcher matcher = COLOUR.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (matcher.find()) {
        colours.put(matcher.group(1), Color.web(matcher.group(2)));
      }
    }
  }
}
