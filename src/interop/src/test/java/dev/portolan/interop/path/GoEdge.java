package dev.portolan.interop.path;

import dev.portolan.interop.GoPeer;
import dev.portolan.interop.PeerProgram;

/** The Go edge. */
final class GoEdge implements EdgeSide {
  private final GoPeer peer;
  private final int port;

  GoEdge(PeerProgram program, Credentials credentials) {
    peer =
        GoPeer.start(
            program,
            "edge",
            "--cert=" + credentials.edgeCertificate(),
            "--key=" + credentials.edgeKey(),
            "--client-ca=" + credentials.authority(),
            "--token=" + credentials.token(),
            KeepAlive.INTERVAL_ARGUMENT,
            KeepAlive.TIMEOUT_ARGUMENT);
    String address = peer.await("listening");
    port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void awaitDevice() {
    peer.await("device connected");
  }

  @Override
  public void goAway() {
    peer.tell("goaway");
    peer.await("goaway sent");
  }

  /** Suspends its process. */
  void freeze() {
    peer.freeze();
  }

  /** Kills its process. */
  void kill() {
    peer.kill();
  }

  /** Resumes its process. */
  void thaw() {
    peer.thaw();
  }

  @Override
  public void close() {
    peer.close();
  }
}
