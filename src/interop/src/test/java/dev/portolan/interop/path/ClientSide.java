package dev.portolan.interop.path;

import java.net.InetSocketAddress;

/** The client of a path, ours or a peer, connected to the edge. */
interface ClientSide extends AutoCloseable {
  /** Opens a TCP tunnel; where it listens. */
  InetSocketAddress forwardTcp(InetSocketAddress target) throws Exception;

  /** Opens a UDP tunnel; where it listens. */
  InetSocketAddress forwardUdp(InetSocketAddress target) throws Exception;

  /**
   * Sends one opening message; the answer as {@code ok PAYLOAD}, {@code error TEXT} or {@code eof}.
   */
  String open(int type, String payload) throws Exception;

  /** Starts a command on a pseudo-terminal. */
  Terminal terminal(int cols, int rows, String... command) throws Exception;

  /** Waits until the session has ended, or for as long as given; whether it has. */
  boolean awaitLoss(long millis) throws Exception;

  @Override
  void close();

  /** A running pseudo-terminal. */
  interface Terminal extends AutoCloseable {
    /** Waits until the output holds that text. */
    void awaitOutput(String text) throws Exception;

    /** Waits for the end of the output. */
    void awaitEnd() throws Exception;

    void type(String line) throws Exception;

    /** Asks for another size. */
    void resize(int cols, int rows) throws Exception;

    @Override
    void close();
  }
}
