package dev.portolan.app.cli;

import dev.portolan.app.Journal;
import dev.portolan.app.cli.terminal.LocalTerminal;
import dev.portolan.edge.FileNews;
import dev.portolan.transport.message.RemoteText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command's view of its process.
 *
 * @param in unbuffered standard input
 * @param out unbuffered standard output, so that a shell's output appears at once
 * @param err standard error, for messages
 * @param journal whether that is the log of systemd, which is told what each line is
 * @param variables environment variables
 * @param terminal the local terminal
 * @param stop the request to stop
 */
public record Environment(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean journal,
    Map<String, String> variables,
    LocalTerminal terminal,
    Stop stop) {

  /** The environment of this process. Installs signal handlers. */
  public static Environment ofProcess() {
    return new Environment(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        System.err,
        Journal.isStandardError(System.getenv()),
        System.getenv(),
        LocalTerminal.ofProcess(),
        Stop.bySignal());
  }

  /** Prints one line to standard output and flushes. */
  void say(String line) {
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    lines.print(line + System.lineSeparator());
    lines.flush();
  }

  /** Prints one line to standard error: why nothing comes of what was wanted. */
  void complain(String sentence) {
    print(Journal.Priority.ERROR, sentence);
  }

  /** The same: what somebody should look at. */
  void warn(String sentence) {
    print(Journal.Priority.WARNING, sentence);
  }

  /** The same: what goes on. */
  void tell(String sentence) {
    print(Journal.Priority.INFO, sentence);
  }

  private void print(Journal.Priority priority, String sentence) {
    err.println(
        (journal ? priority.prefix() : "")
            + "portolan: "
            + RemoteText.clean(sentence, RemoteText.MAX_DETAIL_CHARS));
    err.flush();
  }

  /** Tells what becomes of a file that is watched. */
  FileNews fileNews() {
    return new FileNews() {
      @Override
      public void fault(String sentence) {
        warn(sentence);
      }

      @Override
      public void changed(String sentence) {
        tell(sentence);
      }
    };
  }
}
