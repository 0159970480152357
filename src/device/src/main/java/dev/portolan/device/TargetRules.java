package dev.portolan.device;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts and ports this device dials for a tunnel.
 *
 * <p>The edge decides who may open a stream, but it sees only the text of the target; what a name
 * resolves to is known here alone. Without a list every target is allowed but those that no
 * operator means: unspecified addresses ({@code 0.0.0.0}, {@code ::}), which are the device itself
 * in disguise, and link-local ones, where clouds keep their credentials. Such an address is reached
 * only when an entry with that address or network names it. Immutable.
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
   * Only these targets: entries {@code host:port}, where the host is a name, {@code *.example.com},
   * an address, a network such as {@code 10.0.0.0/8} or {@code [fd00::/8]}, or {@code *}, and the
   * port is a number, a range {@code 8000-8099} or {@code *}. An empty list is {@link #any()}.
   *
   * @throws IllegalArgumentException with a plain sentence for an entry that is none of these
   */
  public static TargetRules of(List<String> entries) {
    return new TargetRules(entries.stream().map(TargetPattern::parse).toList());
  }

  /**
   * Judges one address that a target's name resolved to.
   *
   * @return null when it may be dialled, else the reason in words
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
    // All of 0.0.0.0/8 means "this host on this network", not only its first address.
    return address.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0);
  }

  @Override
  public String toString() {
    return allowed.isEmpty() ? "any target" : allowed.size() + " allowed targets";
  }
}
