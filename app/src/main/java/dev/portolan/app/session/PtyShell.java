package dev.portolan.app.session;

import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import io.netty.buffer.Unpooled;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** A shell on a terminal stream of the engine. */
final class PtyShell implements OpenShell {
  private final PtyStream pty;
  private final AtomicLong unsent = new AtomicLong();

  PtyShell(PtyStream pty) {
    this.pty = pty;
  }

  @Override
  public void write(byte[] bytes) {
    unsent.addAndGet(bytes.length);
    pty.stream()
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener(sent -> unsent.addAndGet(-bytes.length));
  }

  @Override
  public long unsent() {
    return unsent.get();
  }

  @Override
  public void resize(int columns, int rows) {
    pty.resize(PtySize.clamp(columns, rows));
  }

  @Override
  public void more() {
    try {
      pty.stream().eventLoop().execute(() -> pty.stream().config().setAutoRead(true));
    } catch (RejectedExecutionException ended) {
      // the event loop has shut down, and the stream with it
    }
  }

  @Override
  public void close() {
    pty.close();
  }
}
