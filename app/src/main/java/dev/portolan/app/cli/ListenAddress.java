package dev.portolan.app.cli;

import dev.portolan.transport.message.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads an address to listen on. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Reads {@code HOST:PORT}; port 0 is any free one.
   *
   * @param option whose value it is, for the message
   */
  static InetSocketAddress parse(String option, String text) throws Failure {
    int colon = text.lastIndexOf(':');
    try {
      int port = HostPort.parsePortOrZero(text.substring(colon + 1));
      // the host is validated with a dummy port, because 0 is valid only for listening
      String host = HostPort.parse(text.substring(0, Math.max(colon, 0)) + ":1").host();
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, option + " " + text + ": " + e.getMessage(), e);
    } catch (UnknownHostException e) {
      throw new Failure(ExitCode.USAGE, option + " " + text + ": no such host", e);
    }
  }
}
