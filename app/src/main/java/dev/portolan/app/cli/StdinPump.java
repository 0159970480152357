package dev.portolan.app.cli;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Copies standard input to a remote terminal, on a thread of its own. */
final class StdinPump {
  private static final int BUFFER = 8192;
  private static final byte END_OF_TRANSMISSION = 0x04;

  /** The interval at which the end-of-file key is repeated. */
  private static final long AGAIN_MILLIS = 1000;

  private final InputStream in;
  private final Channel terminal;
  private final boolean endsLines;

  /**
   * @param endsLines whether to add a missing line end to the last line
   */
  StdinPump(InputStream in, Channel terminal, boolean endsLines) {
    this.in = in;
    this.terminal = terminal;
    this.endsLines = endsLines;
  }

  /** Starts copying until the end of input or of the terminal. */
  void start() {
    // a daemon, because a read of standard input cannot be interrupted
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
          // backpressure: wait until it is sent before reading on
          terminal.writeAndFlush(Unpooled.copiedBuffer(buffer, 0, count)).sync();
        }
        count = in.read(buffer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException e) {
      // treat an error as the end of input
    }
    if (endsLines && last != '\n') {
      send((byte) '\n');
    }
    tellEnd();
  }

  /**
   * Sends the end-of-file key. A program that is just starting or busy may ignore it, so it is
   * repeated until the far side ends.
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
