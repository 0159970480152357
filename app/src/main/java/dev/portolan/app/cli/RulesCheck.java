package dev.portolan.app.cli;

import dev.portolan.edge.RulesFile;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.access.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says what a rules file would do, without an edge. */
final class RulesCheck {
  @Option(
      names = "--check-rules",
      paramLabel = "FILE",
      order = 20,
      description =
          "Only say whether the rules in this file can be used, and what in them is probably not meant.")
  private @Nullable Path file;

  @Option(
      names = "--explain",
      paramLabel = "\"CLIENT DEVICE KIND [TARGET]\"",
      order = 21,
      description =
          "Only say which line of --rules, --check-rules or the folder's rules decides about this. Ends with 0 if it is allowed, with 5 if not.")
  private @Nullable String question;

  /** Whether this is wanted instead of an edge. */
  boolean isWanted() {
    return file != null || question != null;
  }

  /**
   * Answers.
   *
   * @param used the file of {@code --rules} or of the folder, if one of them was given
   */
  int run(Environment environment, @Nullable Path used) throws Failure {
    Path rulesFile = file == null ? used : file;
    if (rulesFile == null) {
      throw new Failure(
          ExitCode.USAGE, "--explain needs --folder FOLDER, --rules FILE or --check-rules FILE");
    }
    AccessRules rules = read(rulesFile);
    if (file != null) {
      environment.say(rulesFile + ": " + rules);
      rules.warnings().forEach(warning -> environment.warn(rulesFile + ", " + warning));
    }
    return question == null ? ExitCode.OK.number() : explain(environment, rules, question);
  }

  private static AccessRules read(Path file) throws Failure {
    try {
      return RulesFile.parse(InputFiles.text(file));
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.FILE, file + ", " + e.getMessage(), e);
    }
  }

  private static int explain(Environment environment, AccessRules rules, String question)
      throws Failure {
    List<String> words = Arrays.asList(question.strip().split("\\s+"));
    if (words.size() < 3) {
      throw new Failure(ExitCode.USAGE, "--explain needs \"CLIENT DEVICE KIND [TARGET]\"");
    }
    try {
      Operation operation = Operation.of(words.get(2), words.subList(3, words.size()));
      Verdict verdict = rules.judge(words.get(0), words.get(1).toLowerCase(Locale.ROOT), operation);
      environment.say(verdict.toString());
      return (verdict.allowed() ? ExitCode.OK : ExitCode.REFUSED).number();
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--explain: " + e.getMessage(), e);
    }
  }
}
