package dev.portolan.app.fleet;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is run on a device. */
public sealed interface RunCommand {
  /** Most characters of a command. */
  int MAX_CHARS = 4_000;

  /** The command as a person writes it. */
  String text();

  /**
   * A line for the device's POSIX shell. Its output goes through a pipe, as with {@code ssh}, so
   * programs neither colour it nor page it, and its input is empty.
   *
   * <p>The protocol does not carry exit statuses, so the shell writes the status behind the output,
   * after a random word.
   *
   * @param text the line
   */
  record ShellLine(String text) implements RunCommand {
    public ShellLine {
      validate(text);
    }
  }

  /**
   * A program with its arguments, started as they are. This is for devices without a POSIX shell,
   * and for edges whose rules allow certain programs only. How it ends is not known.
   *
   * @param words the program, then its arguments
   */
  record Program(List<String> words) implements RunCommand {
    public Program {
      words = List.copyOf(words);
      validate(String.join(" ", words));
    }

    @Override
    public String text() {
      return String.join(" ", words);
    }
  }

  /** A command line for a shell, of a program and its arguments. */
  static ShellLine quoted(List<String> words) {
    return new ShellLine(words.stream().map(Quote::word).collect(Collectors.joining(" ")));
  }

  /** A program with arguments, which spaces separate. */
  static Program program(String line) {
    return new Program(Arrays.asList(line.strip().split("\\s+")));
  }

  private static void validate(String text) {
    if (text.isBlank() || text.length() > MAX_CHARS || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A command has 1 to " + MAX_CHARS + " characters.");
    }
  }

  /** The random word that precedes an exit status. */
  record Marker(String first, String second) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Marker random() {
      return new Marker(half(), half());
    }

    private static String half() {
      byte[] bytes = new byte[8];
      RANDOM.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }

    /** The whole word, which is nowhere in the request, so an echo of it is no answer. */
    String word() {
      return first + second;
    }
  }

  /** The script that runs {@code $1} and writes the status behind the word of {@code $2$3}. */
  String SCRIPT = "{ sh -c \"$1\" </dev/null 2>&1; echo \"$2$3 $?\"; } | cat";

  /** Quotes words for a POSIX shell. */
  final class Quote {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Quote() {}

    static String word(String word) {
      return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
  }
}
