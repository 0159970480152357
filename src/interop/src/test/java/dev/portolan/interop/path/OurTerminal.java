package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import io.netty.buffer.Unpooled;

/** A terminal on a stream of our own client. */
final class OurTerminal implements ClientSide.Terminal {
  private final PtyStream terminal;
  private final TerminalOutput output;

  OurTerminal(PtyStream terminal, TerminalOutput output) {
    this.terminal = terminal;
    this.output = output;
  }

  @Override
  public void awaitOutput(String text) throws Exception {
    output.await(text);
  }

  @Override
  public void awaitEnd() throws Exception {
    output.awaitEnd();
  }

  @Override
  public void type(String line) throws Exception {
    Waiting.result(terminal.stream().writeAndFlush(Unpooled.copiedBuffer(line + "\n", UTF_8)));
  }

  @Override
  public void resize(int cols, int rows) {
    terminal.resize(new PtySize(cols, rows));
  }

  @Override
  public void close() {
    Waiting.done(terminal.close());
  }
}
