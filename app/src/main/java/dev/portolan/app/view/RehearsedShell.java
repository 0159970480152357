package dev.portolan.app.view;

import dev.portolan.app.session.OpenShell;
import dev.portolan.app.session.ShellOpener;
import dev.portolan.app.session.ShellOutput;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A local shell for the training run, which prints all kinds of text, so that the classes for
 * shells are in the AOT cache.
 */
final class RehearsedShell implements ShellOpener, OpenShell {
  /** The end of its output. */
  static final String LAST = "ready>";

  private static final int LINES = 100;

  @Override
  public CompletionStage<OpenShell> open(int columns, int rows, ShellOutput output) {
    output.received(text().getBytes(StandardCharsets.UTF_8));
    return CompletableFuture.completedFuture(this);
  }

  private static String text() {
    StringBuilder text = new StringBuilder("\u001b]0;Title\u0007\u001b[?2004h\u001b[?25h");
    for (int i = 0; i < LINES; i++) {
      text.append("\u001b[38;5;").append(i).append("mcolour \u001b[1;4;48;2;").append(i);
      text.append(
          ";0;0mon colour\u001b[m ──── wide \u6f22\u5b57 accent e\u0301 https://edge.example\r\n");
    }
    return text.append("\u001b[?1049h\u001b[2J\u001b[5;10Hwhole screen\u001b[K\u001b[?1049l")
        .append(LAST)
        .toString();
  }

  @Override
  public void write(byte[] bytes) {}

  @Override
  public long unsent() {
    return 0;
  }

  @Override
  public void resize(int columns, int rows) {}

  @Override
  public void more() {}

  @Override
  public void close() {}
}
