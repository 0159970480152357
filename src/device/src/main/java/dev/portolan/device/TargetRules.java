package dev.portolan.device;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The targets that this device may dial for tunnels.
 *
 * <p>The edge authorises streams by the target's text, but only the device knows what a name
 * resolves to. Without a list, all targets are allowed except unspecified addresses ({@code
 * 0.0.0.0}, {@code ::}), which reach the device itself, and link-local ones, such as cloud metadata
 * services. These must be allowed explicitly by an address or network. Immutable.
 */
public final class TargetRules {

  private static final TargetRules ANY = new TargetRules(List.of());

  private final List<TargetPattern> allowed;

  private TargetRules(List<TargetPattern> allowed) {
    this.allowed = allowed;
  }

  /** Every target but unspecified and link-local addresses. */
  public static TargetRules any() {
    return ANY;
  }

  /**
   * Only the given targets: entries {@code host:port}, where the host is a name, {@code
   * *.example.com}, an IP address, a network such as {@code 10.0.0.0/8} or {@code [fd00::/8]}, or
   * {@code *}, and the port is a number, a range {@code 8000-8099} or {@code *}. An empty list is
   * {@link #any()}.
   *
   * @throws IllegalArgumentException with a plain sentence if an entry is malformed
   */
  public static TargetRules of(List<String> entries) {
    return new TargetRules(entries.stream().map(TargetPattern::parse).toList());
  }

  /**
   * Checks one resolved address of a target.
   *
   * @return null if it may be dialled, else the reason
   */
  @Nullable String refusal(String host, InetAddress address, int port) {
    boolean byAddress =
        allowed.stream().anyMatch(p -> p.coversPort(port) && p.coversAddress(address));
    if (byAddress) {
      return null;
    }
    if (unspecified(address)) {
      return "this device does not connect to the unspecified address " + address.getHostAddress();
    }
    if (address.isLinkLocalAddress()) {
      return "this device does not connect to the link-local address " + address.getHostAddress();
    }
    if (allowed.isEmpty()
        || allowed.stream().anyMatch(p -> p.coversPort(port) && p.coversName(host))) {
      return null;
    }
    return "this device's target rules do not allow " + host + " port " + port;
  }

  private static boolean unspecified(InetAddress address) {
    byte[] bytes = address.getAddress();
    // all of 0.0.0.0/8 means "this host on this network"
    return address.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0);
  }

  @Override
  public String toString() {
    return allowed.isEmpty() ? "any target" : allowed.size() + " allowed targets";
  }
}
