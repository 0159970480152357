package dev.portolan.app.cli;

import dev.portolan.app.cli.terminal.LocalTerminal;
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
 * What a command sees of the process that it runs in.
 *
 * @param in the bytes of standard input, not buffered
 * @param out the bytes of standard output, not buffered: a shell's characters appear as they come
 * @param err for people: one line each
 * @param variables its variables
 * @param terminal the terminal that it runs in, if any
 * @param stop tells that the process shall end
 */
public record Environment(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> variables,
    LocalTerminal terminal,
    Stop stop) {

  /** Those of this process; its signals are taken over from now on. */
  public static Environment ofProcess() {
    return new Environment(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        System.err,
        System.getenv(),
        LocalTerminal.ofProcess(),
        Stop.bySignal());
  }

  /** Prints one line to standard output, at once: whoever reads a pipe waits for it. */
  void say(String line) {
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    lines.print(line + System.lineSeparator());
    lines.flush();
  }

  /** Prints one line to standard error. */
  void complain(String sentence) {
    err.println("portolan: " + RemoteText.clean(sentence, RemoteText.MAX_DETAIL_CHARS));
    err.flush();
  }
}
