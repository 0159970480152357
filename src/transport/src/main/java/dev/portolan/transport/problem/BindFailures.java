package dev.portolan.transport.problem;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Tells in words why a local address could not be listened on; systems tell it by texts alone. */
public final class BindFailures {
  private BindFailures() {}

  /** What a person wants to know of it. */
  public static EdgeException of(InetSocketAddress address, Throwable cause) {
    String where = NetUtil.toSocketAddressString(address);
    String text = words(cause);
    if (isTaken(cause)) {
      return new EdgeException(Problem.PORT_BUSY, where + " is taken by another program.", cause);
    }
    if (text.contains("permission denied") || text.contains("not permitted")) {
      return new EdgeException(
          Problem.PORT_NOT_PERMITTED, "This user may not open " + where + ".", cause);
    }
    if (isMissing(cause)) {
      return new EdgeException(
          Problem.ADDRESS_NOT_LOCAL,
          NetUtil.toAddressString(address.getAddress()) + " is none of this computer's addresses.",
          cause);
    }
    return new EdgeException(Problem.PORT_FAILED, where + " cannot be opened.", cause);
  }

  /** Whether another program has the port. */
  public static boolean isTaken(Throwable cause) {
    String text = words(cause);
    return text.contains("in use") || text.contains("only one usage");
  }

  /** Whether this computer does not have the address. */
  public static boolean isMissing(Throwable cause) {
    String text = words(cause);
    return text.contains("cannot assign")
        || text.contains("can't assign")
        || text.contains("not valid in its context")
        || text.contains("address family")
        || text.contains("protocol family");
  }

  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }
}
