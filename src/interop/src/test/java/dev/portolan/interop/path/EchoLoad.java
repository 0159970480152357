package dev.portolan.interop.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Random bytes through connections to an echo service, compared by checksum. */
final class EchoLoad {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int PIECE = 64 * 1024;

  private EchoLoad() {}

  /** Sends random bytes over concurrent connections. Fails unless all are echoed. */
  static void run(InetSocketAddress address, int connections, long bytes) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        long seed = i;
        running.add(
            threads.submit(
                () -> {
                  echo(address, bytes, seed, threads);
                  return true;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static void echo(
      InetSocketAddress address, long bytes, long seed, ExecutorService threads) throws Exception {
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    MessageDigest received = MessageDigest.getInstance("SHA-256");
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = new DigestOutputStream(socket.getOutputStream(), sent);
      Future<?> sending =
          threads.submit(
              () -> {
                send(out, bytes, seed);
                return true;
              });
      InputStream in = new DigestInputStream(socket.getInputStream(), received);
      long back = read(in, bytes);
      if (back != bytes) {
        throw new IOException("connection " + seed + " ended after " + back + " of " + bytes);
      }
      sending.get();
      if (!MessageDigest.isEqual(sent.digest(), received.digest())) {
        throw new IOException("connection " + seed + " brought other bytes back");
      }
    }
  }

  private static void send(OutputStream out, long bytes, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] piece = new byte[PIECE];
    for (long left = bytes; left > 0; left -= Math.min(left, PIECE)) {
      random.nextBytes(piece);
      out.write(piece, 0, (int) Math.min(left, PIECE));
    }
    out.flush();
  }

  private static long read(InputStream in, long bytes) throws IOException {
    byte[] piece = new byte[PIECE];
    long back = 0;
    while (back < bytes) {
      int length = in.read(piece, 0, (int) Math.min(PIECE, bytes - back));
      if (length < 0) {
        break;
      }
      back += length;
    }
    return back;
  }
}
