package dev.portolan.app.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that keeps one connection through a local port, and makes another when it breaks. */
final class Caller {
  private static final byte[] LINE = "are you there?\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int REST_MILLIS = 500;

  private final int port;
  private volatile long answered;

  Caller(int port) {
    this.port = port;
    Thread.ofPlatform().daemon().start(this::call);
  }

  /** Whether an answer came within the last seconds. */
  boolean isAnswered() {
    return System.nanoTime() - answered < 3_000_000_000L;
  }

  private void call() {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        while (true) {
          socket.getOutputStream().write(LINE);
          if (socket.getInputStream().readNBytes(LINE.length).length < LINE.length) {
            break;
          }
          answered = System.nanoTime();
          Thread.sleep(REST_MILLIS);
        }
      } catch (IOException broken) {
        // Tried again, as programs do.
      } catch (InterruptedException over) {
        return;
      }
      try {
        Thread.sleep(REST_MILLIS);
      } catch (InterruptedException over) {
        return;
      }
    }
  }
}
