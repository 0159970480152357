package dev.portolan.interop.path;

import dev.portolan.interop.GoPeer;
import dev.portolan.interop.PeerProgram;
import java.time.Duration;

/** The Go device. */
final class GoDevice implements DeviceSide {
  /** Short, to keep tests fast. */
  static final Duration UDP_PATIENCE = Duration.ofSeconds(3);

  private final GoPeer peer;

  GoDevice(PeerProgram program, Credentials credentials, int port) {
    peer =
        GoPeer.start(
            program,
            "device",
            "--edge=https://127.0.0.1:" + port + "/",
            "--ca=" + credentials.authority(),
            "--cert=" + credentials.deviceCertificate(),
            "--key=" + credentials.deviceKey(),
            "--shell=/bin/sh",
            "--retry-min=50ms",
            "--retry-max=100ms",
            "--io-wait=" + UDP_PATIENCE.toMillis() + "ms",
            KeepAlive.INTERVAL_ARGUMENT,
            KeepAlive.TIMEOUT_ARGUMENT);
  }

  @Override
  public int awaitRefusal() {
    return Integer.parseInt(peer.await("lost refused with ").split(" ", 2)[0]);
  }

  /** It may handle a GoAway only after it has reconnected, and then leaves the new session. */
  @Override
  public void awaitReturn() {
    peer.awaitPast("reconnecting");
    peer.await("ready");
  }

  @Override
  public void awaitReload() {
    peer.await("reload");
  }

  @Override
  public boolean speaksGo() {
    return true;
  }

  /** Suspends its process. */
  void freeze() {
    peer.freeze();
  }

  /** Kills its process. */
  void kill() {
    peer.kill();
  }

  @Override
  public void close() {
    peer.close();
  }
}
