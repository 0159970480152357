package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of sequences: what they say is in the document, and what they refuse does nothing. */
class SequenceTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "terminal.md");

  /** One row, as the document has it. */
  private record Row(String form, String name, String effect, Class<?> handling) {
    String line() {
      return "| " + code(form) + " | " + name + " | " + effect + " |";
    }

    private static String code(String form) {
      String cell = form.replace("|", "\\|");
      return cell.contains("`") ? "`` " + cell + " ``" : "`" + cell + "`";
    }
  }

  private static List<Row> rows() {
    return sequences()
        .map(each -> new Row(each.form(), each.name(), each.effect(), each.handling().getClass()))
        .toList();
  }

  private static Stream<KnownSequence> sequences() {
    return Stream.of(EscapeSequences.ALL, ControlSequences.ALL, StringCommands.ALL, RefusedUses.ALL)
        .flatMap(List::stream);
  }

  private static String table(Class<?>... handlings) {
    List<Class<?>> wanted = List.of(handlings);
    return rows().stream()
        .filter(row -> wanted.contains(row.handling()))
        .map(Row::line)
        .collect(Collectors.joining("\n"));
  }

  private static String modes() {
    return Stream.of(Mode.values())
        .map(
            mode ->
                "| `CSI "
                    + (mode.kind() == Mode.Kind.DEC ? "? " : "")
                    + mode.number()
                    + " h` | "
                    + mode.shortName()
                    + " | "
                    + mode.effect()
                    + " |")
        .collect(Collectors.joining("\n"));
  }

  /** All of the document that is the tables'; to be put there when a table has changed. */
  static String tables() {
    return known() + "\n\n" + modes() + "\n\n" + answered() + "\n\n" + refused();
  }

  private static String known() {
    return table(KnownSequence.Emulated.class, KnownSequence.Done.class);
  }

  private static String answered() {
    return table(KnownSequence.Answered.class);
  }

  private static String refused() {
    return table(KnownSequence.Refused.class);
  }

  @Test
  void theDocumentHasEveryRowAndNoOther() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(document).contains("\n" + known() + "\n\n");
    assertThat(document).contains("\n" + modes() + "\n\n");
    assertThat(document).contains("\n" + answered() + "\n\n");
    assertThat(document).contains("\n" + refused() + "\n\n");
    long inDocument =
        document.lines().filter(line -> line.matches("\\| ``? ?(ESC|CSI|OSC|DCS) .*")).count();
    assertThat(inDocument).isEqualTo(tables().lines().filter(line -> !line.isEmpty()).count());
  }

  static Stream<String> refusedExamples() {
    return sequences()
        .map(KnownSequence::handling)
        .filter(KnownSequence.Refused.class::isInstance)
        .map(each -> ((KnownSequence.Refused) each).example());
  }

  @ParameterizedTest
  @MethodSource("refusedExamples")
  void whatIsRefusedDoesNothingAndIsNotAnswered(String example) {
    FedScreen fed = new FedScreen(20, 4).feed("\u001b]2;title\u0007", "one\r\ntwo");
    ScreenView before = fed.view();

    fed.feed(example);

    assertThat(fed.answers).isEmpty();
    assertThat(fed.view()).usingRecursiveComparison().isEqualTo(before);
    assertThat(fed.screen.title()).isEqualTo("title");
    assertThat(fed.feed("x").text()).isEqualTo("one\ntwox");
  }
}
