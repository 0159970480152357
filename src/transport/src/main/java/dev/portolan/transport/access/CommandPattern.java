package dev.portolan.transport.access;

import dev.portolan.transport.access.RuleWords.Word;
import java.util.List;

/**
 * Which commands a rule means: a program with its arguments, word by word.
 *
 * <p>The program is written as the client writes it; {@code /opt/tools/*} is every program in that
 * folder, {@code *} is every program. As an argument {@code *} is one argument of any text, and
 * {@code ...} at the end is any number of further ones. Without it there are no further ones. Upper
 * case is told from lower case.
 */
record CommandPattern(Word program, List<Word> arguments, boolean openEnded) {
  private static final String FURTHER = "...";

  static CommandPattern parse(List<Word> words) {
    Word program = words.getFirst();
    String text = program.text();
    if (!program.isStar()) {
      boolean folder = isFolder(program);
      String path = folder ? text.substring(0, text.length() - 1) : text;
      if (!program.quoted() && path.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "'" + text + "': * stands for every program, or behind a folder, as in /opt/tools/*");
      }
      String canonical =
          folder ? withoutLast(Paths.canonicalPath(path)) : Paths.canonicalProgram(text);
      String separator = folder ? separator(path) : "";
      program = new Word(canonical + (folder ? separator + "*" : ""), program.quoted());
    }
    boolean openEnded =
        words.size() > 1 && !words.getLast().quoted() && words.getLast().text().equals(FURTHER);
    List<Word> arguments = words.subList(1, words.size() - (openEnded ? 1 : 0));
    for (Word argument : arguments) {
      if (!argument.quoted()
          && !argument.isStar()
          && (argument.text().indexOf('*') >= 0 || argument.text().equals(FURTHER))) {
        throw new IllegalArgumentException(
            "'"
                + argument.text()
                + "': as an argument * stands alone, ... at the end; put what means itself in quotes");
      }
    }
    return new CommandPattern(program, List.copyOf(arguments), openEnded);
  }

  private static boolean isFolder(Word program) {
    return !program.quoted() && (program.text().endsWith("/*") || program.text().endsWith("\\*"));
  }

  private static String separator(String path) {
    return Paths.hasDrive(path) ? "\\" : "/";
  }

  /** The root is its own separator. */
  private static String withoutLast(String path) {
    return path.endsWith("/") || path.endsWith("\\") ? path.substring(0, path.length() - 1) : path;
  }

  boolean covers(Operation.Run run) {
    return coversProgram(run.program()) && coversArguments(run.arguments());
  }

  private boolean coversProgram(String asked) {
    if (program.isStar()) {
      return true;
    }
    if (!isFolder(program)) {
      return program.text().equals(asked);
    }
    String folder = program.text().substring(0, program.text().length() - 1);
    String name = asked.startsWith(folder) ? asked.substring(folder.length()) : "";
    return !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\\') < 0;
  }

  private boolean coversArguments(List<String> asked) {
    if (asked.size() < arguments.size() || (!openEnded && asked.size() > arguments.size())) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (!arguments.get(i).isStar() && !arguments.get(i).text().equals(asked.get(i))) {
        return false;
      }
    }
    return true;
  }
}
