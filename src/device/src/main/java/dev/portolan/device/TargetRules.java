package dev.portolan.device;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.access.Host;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.access.TargetPattern;
import dev.portolan.transport.message.HostPort;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this device lets an edge open on it.
 *
 * <p>The edge authorises streams by the target's text, but only the device knows what a name
 * resolves to. Without rules, everything is allowed except tunnels to unspecified addresses ({@code
 * 0.0.0.0}, {@code ::}), which reach the device itself, to link-local ones, such as cloud metadata
 * services, and to multicast and broadcast addresses, from which no answer would come back. Those
 * must be allowed explicitly by an address or network. Thread-safe.
 */
public final class TargetRules {
  private static final TargetRules ANY =
      of(() -> AccessRules.parse("allow *", AccessRules.Scope.DEVICE));

  private final Supplier<AccessRules> rules;

  private TargetRules(Supplier<AccessRules> rules) {
    this.rules = rules;
  }

  /** Everything but unusual addresses. */
  public static TargetRules any() {
    return ANY;
  }

  /**
   * Allows tunnels to the given {@linkplain TargetPattern targets} only. Other operations are not
   * restricted. An empty list is {@link #any()}.
   *
   * @throws IllegalArgumentException with a plain sentence if an entry is malformed
   */
  public static TargetRules of(List<String> entries) {
    if (entries.isEmpty()) {
      return ANY;
    }
    entries.forEach(TargetPattern::parse);
    String targets = entries.stream().collect(Collectors.joining("\" \"", "\"", "\""));
    return of(
        AccessRules.parse(
            "allow tcp,udp " + targets + "\ndeny tcp,udp\nallow *", AccessRules.Scope.DEVICE));
  }

  /** These rules, which have the scope of a device. */
  public static TargetRules of(AccessRules rules) {
    return of(() -> rules);
  }

  /**
   * Rules that may change.
   *
   * @param rules the current ones, without blocking
   */
  public static TargetRules of(Supplier<AccessRules> rules) {
    return new TargetRules(rules);
  }

  /**
   * Checks an operation, except for a tunnel's resolved addresses.
   *
   * @return null if it may be done, else the reason
   */
  @Nullable String refusal(Operation operation) {
    if (operation instanceof Operation.Tunnel || allows(operation)) {
      return null;
    }
    return "this device's rules do not allow you to " + operation.words();
  }

  /**
   * Checks one resolved address of a tunnel's target.
   *
   * @return null if packets may be sent there, else the reason
   */
  @Nullable String refusal(Operation.Tunnel tunnel, InetAddress address) {
    String unusual = unusual(address);
    if (unusual != null) {
      return allows(tunnel.atAddressOnly(address))
          ? null
          : "this device does not connect to the "
              + unusual
              + " address "
              + address.getHostAddress();
    }
    if (allows(tunnel.at(address))) {
      return null;
    }
    HostPort target = tunnel.hostPort();
    return "this device's target rules do not allow " + target.host() + " port " + target.port();
  }

  private boolean allows(Operation operation) {
    return rules.get().judge("", "", operation).allowed();
  }

  /** Why an address, or the address embedded in it, is an unusual target; otherwise null. */
  private static @Nullable String unusual(InetAddress target) {
    // Translated addresses count by themselves, what is behind an unspecified one does not.
    for (InetAddress address : Host.reached(target)) {
      byte[] bytes = address.getAddress();
      // all of 0.0.0.0/8 means "this host on this network"
      if (address.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0)) {
        return "unspecified";
      }
      if (address.isLinkLocalAddress()) {
        return "link-local";
      }
      if (address.isMulticastAddress()) {
        return "multicast";
      }
      if (bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1) {
        return "broadcast";
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return rules.get().toString();
  }
}
