package dev.portolan.interop.path;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The client of a path, ours or Go. */
interface ClientSide extends AutoCloseable {
  /** Opens a TCP tunnel and returns its address. */
  InetSocketAddress forwardTcp(InetSocketAddress target) throws Exception;

  /** Opens a UDP tunnel and returns its address. */
  InetSocketAddress forwardUdp(InetSocketAddress target) throws Exception;

  /**
   * Sends one opening message and returns the answer as {@code ok PAYLOAD}, {@code error TEXT} or
   * {@code eof}.
   */
  String open(int type, String payload) throws Exception;

  /** Starts a command on a pseudo-terminal. */
  Terminal terminal(int cols, int rows, String... command) throws Exception;

  /** Copies a file or folder of the device into a folder here; fails if it does not come whole. */
  void download(Path source, Path folder) throws Exception;

  /** Copies a file or folder into a folder of the device; fails if it does not arrive whole. */
  void upload(Path source, Path folder) throws Exception;

  /** Waits for the end of the session. Returns false after the time limit. */
  boolean awaitLoss(long millis) throws Exception;

  @Override
  void close();

  /** A running pseudo-terminal. */
  interface Terminal extends AutoCloseable {
    /** Waits until the output contains a text. */
    void awaitOutput(String text) throws Exception;

    /** Waits for the end of the output. */
    void awaitEnd() throws Exception;

    void type(String line) throws Exception;

    /** Resizes the terminal. */
    void resize(int cols, int rows) throws Exception;

    @Override
    void close();
  }
}
