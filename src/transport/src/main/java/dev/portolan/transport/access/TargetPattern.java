package dev.portolan.transport.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which targets of tunnels a rule means: {@code HOST:PORTS}.
 *
 * <p>HOST is a name, {@code *.example.com} for every name below it, an address, a network ({@code
 * 10.0.0.0/8}, {@code [fd00::]/8}) or {@code *}. PORTS is {@code *}, or numbers and ranges with
 * commas between them: {@code 22,80,8000-8099}. Names are compared by whole labels, addresses as
 * numbers, whatever their spelling ({@link Host}).
 */
public final class TargetPattern {
  private static final String ANY = "*";

  private final String name;
  private final @Nullable InetAddress network;
  private final int prefixLength;
  private final List<Ports> ports;

  private record Ports(int first, int last) {}

  private TargetPattern(
      String name, @Nullable InetAddress network, int prefixLength, List<Ports> ports) {
    this.name = name;
    this.network = network;
    this.prefixLength = prefixLength;
    this.ports = List.copyOf(ports);
  }

  /**
   * Reads one pattern.
   *
   * @throws IllegalArgumentException with a plain sentence that quotes the text and says what is
   *     wrong
   */
  public static TargetPattern parse(String text) {
    try {
      int colon = text.lastIndexOf(':');
      if (colon <= 0 || colon == text.length() - 1) {
        throw new IllegalArgumentException("it is not HOST:PORT");
      }
      return parse(host(text.substring(0, colon)), ports(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("target '" + text + "': " + e.getMessage(), e);
    }
  }

  private static TargetPattern parse(String host, List<Ports> ports) {
    if (host.equals(ANY)) {
      return new TargetPattern(ANY, null, 0, ports);
    }
    if (host.indexOf('%') >= 0) {
      throw new IllegalArgumentException("leave out the zone behind %, which rules do not know");
    }
    int slash = host.indexOf('/');
    if (slash >= 0) {
      return network(host.substring(0, slash), host.substring(slash + 1), ports);
    }
    if (host.startsWith("*.")) {
      Host parent = Host.of(host.substring(2));
      if (parent.isAddress()) {
        throw new IllegalArgumentException("write a network such as 10.0.0.0/8");
      }
      return new TargetPattern("." + parent.text(), null, 0, ports);
    }
    if (host.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "* stands for every host, or as *.example.com for every name below one");
    }
    Host exact = Host.of(host);
    return exact.isAddress()
        ? new TargetPattern("", address(exact), bits(address(exact)), ports)
        : new TargetPattern(exact.text(), null, 0, ports);
  }

  private static TargetPattern network(String host, String prefix, List<Ports> ports) {
    Host first = Host.of(host);
    if (!first.isAddress()) {
      throw new IllegalArgumentException("'" + host + "' is not the address of a network");
    }
    InetAddress address = address(first);
    int length = number(prefix, 0, bits(address));
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bits(address); bit++) {
      bytes[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
    }
    String network = NetUtil.bytesToIpAddress(bytes);
    if (!network.equals(NetUtil.bytesToIpAddress(address.getAddress()))) {
      throw new IllegalArgumentException("a network of that size begins at " + network);
    }
    return new TargetPattern("", address, length, ports);
  }

  /** Without the brackets of an IPv6 address, which may be around its network's length, too. */
  private static String host(String written) {
    int bracket = written.indexOf(']');
    if (written.startsWith("[") && bracket > 0) {
      String behind = written.substring(bracket + 1);
      if (!behind.isEmpty() && !behind.startsWith("/")) {
        throw new IllegalArgumentException("'" + behind + "' stands behind the bracket");
      }
      return written.substring(1, bracket) + behind;
    }
    if (written.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an IPv6 address needs brackets");
    }
    return written;
  }

  private static List<Ports> ports(String written) {
    if (written.equals(ANY)) {
      return List.of(new Ports(1, 65_535));
    }
    List<Ports> ports = new ArrayList<>();
    for (String part : written.split(",", -1)) {
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash), 1, 65_535);
      int last = dash < 0 ? first : number(part.substring(dash + 1), 1, 65_535);
      if (first > last) {
        throw new IllegalArgumentException("the ports " + part + " run backwards");
      }
      ports.add(new Ports(first, last));
    }
    return ports;
  }

  private static int number(String digits, int min, int max) {
    if (digits.matches("0|[1-9][0-9]{0,4}")) {
      int value = Integer.parseInt(digits);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "'" + digits + "' is not a number from " + min + " to " + max);
  }

  private static InetAddress address(Host host) {
    return host.addresses().getFirst();
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }

  /**
   * Whether every way to this target is meant, so that it may be allowed. A name's addresses are
   * not known here, so a network covers no name but {@code localhost}.
   */
  boolean covers(Host host, int port) {
    return coversPort(port)
        && (coversName(host)
            || (!host.addresses().isEmpty() && host.addresses().stream().allMatch(this::contains)));
  }

  /** Whether some way to this target is meant, so that it is to be denied. */
  boolean touches(Host host, int port) {
    return coversPort(port)
        && (coversName(host) || host.addresses().stream().anyMatch(this::contains));
  }

  /** Whether it names a network or address that this one lies in. */
  private boolean contains(InetAddress address) {
    if (network == null) {
      return false;
    }
    byte[] mine = network.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((mine[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the host is meant by its name or by {@code *}, whatever address it has. */
  private boolean coversName(Host host) {
    return !host.text().isEmpty()
        && (name.equals(ANY)
            || name.equals(host.text())
            || (name.startsWith(".") && host.text().endsWith(name)));
  }

  /** Whether the port is meant. */
  private boolean coversPort(int port) {
    return ports.stream().anyMatch(p -> port >= p.first() && port <= p.last());
  }

  /** Whether it is a network or an address, which says nothing about names that lead there. */
  boolean isNetwork() {
    return network != null;
  }
}
