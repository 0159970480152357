package dev.portolan.transport.problem;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Translates bind errors into messages for the user. */
public final class BindFailures {
  private BindFailures() {}

  /** The message for a failed bind. */
  public static EdgeException of(InetSocketAddress address, Throwable cause) {
    String where = NetUtil.toSocketAddressString(address);
    return switch (SocketFailure.of(cause)) {
      case IN_USE ->
          new EdgeException(Problem.PORT_BUSY, where + " is taken by another program.", cause);
      case NOT_PERMITTED ->
          new EdgeException(
              Problem.PORT_NOT_PERMITTED, "This user may not open " + where + ".", cause);
      case NOT_LOCAL, NO_SUCH_FAMILY ->
          new EdgeException(
              Problem.ADDRESS_NOT_LOCAL,
              NetUtil.toAddressString(address.getAddress())
                  + " is none of this computer's addresses.",
              cause);
      case REFUSED,
          TIMED_OUT,
          NETWORK_UNREACHABLE,
          NETWORK_DOWN,
          HOST_UNREACHABLE,
          HOST_DOWN,
          TOO_MANY_FILES,
          NO_MEMORY,
          RESET,
          ABORTED,
          CLOSED,
          TOO_LONG,
          TLS,
          OTHER ->
          new EdgeException(
              Problem.PORT_FAILED,
              where + " cannot be opened: " + SocketFailure.words(cause) + ".",
              cause);
    };
  }

  /** Whether the port is in use. */
  public static boolean isTaken(Throwable cause) {
    return SocketFailure.of(cause) == SocketFailure.IN_USE;
  }

  /** Whether this computer does not have the address. */
  public static boolean isMissing(Throwable cause) {
    SocketFailure failure = SocketFailure.of(cause);
    return failure == SocketFailure.NOT_LOCAL || failure == SocketFailure.NO_SUCH_FAMILY;
  }
}
