package dev.portolan.app.cli;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Copies standard input to a terminal of the far side, on a thread of its own. */
final class StdinPump {
  private static final int BUFFER = 8192;
  private static final byte END_OF_TRANSMISSION = 0x04;

  /**
   * How long a program gets that was not yet, or no longer, reading lines when it was told of the
   * end.
   */
  private static final long AGAIN_MILLIS = 1000;

  private final InputStream in;
  private final Channel terminal;
  private final boolean endsLines;

  /**
   * @param endsLines whether a last line without an end is given one, as a shell that reads a
   *     script does
   */
  StdinPump(InputStream in, Channel terminal, boolean endsLines) {
    this.in = in;
    this.terminal = terminal;
    this.endsLines = endsLines;
  }

  /** Starts copying; it ends with the input or the terminal. */
  void start() {
    // A daemon: nothing can interrupt a read of standard input.
    Thread.ofPlatform().daemon().name("stdin").start(this::copy);
  }

  private void copy() {
    byte[] buffer = new byte[BUFFER];
    byte last = '\n';
    try {
      int count = in.read(buffer);
      while (count >= 0) {
        if (count > 0) {
          last = buffer[count - 1];
          // Waited for: what is not yet sent stays in the pipe that it comes from.
          terminal.writeAndFlush(Unpooled.copiedBuffer(buffer, 0, count)).sync();
        }
        count = in.read(buffer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException e) {
      // Unreadable input has come to its end.
    }
    if (endsLines && last != '\n') {
      send((byte) '\n');
    }
    tellEnd();
  }

  /**
   * A terminal has no end of input, only a key that says so, and that key means nothing to a
   * program which is just starting or works on something else. So it is pressed again until the far
   * side ends.
   */
  private void tellEnd() {
    var again =
        terminal
            .eventLoop()
            .scheduleWithFixedDelay(
                () -> send(END_OF_TRANSMISSION), 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    terminal.closeFuture().addListener(_ -> again.cancel(false));
  }

  private void send(byte key) {
    terminal.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {key}));
  }
}
