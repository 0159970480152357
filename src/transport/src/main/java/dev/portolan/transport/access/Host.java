package dev.portolan.transport.access;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host in the one spelling in which rules judge it.
 *
 * <p>An IPv4 address may be written in octal, in hexadecimal or as one number ({@code 0x7f.1},
 * {@code 2130706433}), as {@code inet_aton} reads it, or inside an IPv6 address. A name may be in
 * upper case, end in a dot, or be written in Unicode. All of these are one host.
 *
 * @param text empty to be judged by addresses alone; else four decimal numbers, an IPv6 address as
 *     RFC 5952 writes it with its zone, or a name in lower-case ASCII without a dot at its end
 * @param addresses what is known to be reached without a look-up; empty for most names
 */
public record Host(String text, List<InetAddress> addresses) {
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)");

  /** IPv4 through a translator, RFC 6052: the last four bytes are the address. */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private static final int MAX_NAME = 253;

  private static final List<InetAddress> LOOPBACK =
      List.of(Inet4Address.ofLiteral("127.0.0.1"), Inet6Address.ofLiteral("::1"));

  /** Freezes the addresses. */
  public Host {
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads a host as a client, a rule or an administrator writes it.
   *
   * @throws IllegalArgumentException with one plain sentence for what is neither a name nor an
   *     address
   */
  public static Host of(String written) {
    if (written.indexOf(':') >= 0) {
      return ofIpv6(written);
    }
    String name = ascii(written);
    if (ENDS_IN_NUMBER.matcher(name).matches()) {
      return of(ipv4(name, written));
    }
    boolean loopback = name.equals("localhost") || name.endsWith(".localhost");
    return new Host(name, loopback ? LOOPBACK : List.of());
  }

  /** The host that an address is. */
  public static Host of(InetAddress address) {
    return new Host(NetUtil.toAddressString(address), reached(address));
  }

  /** Whether it is an address and no name. */
  public boolean isAddress() {
    return text.indexOf(':') >= 0 || NetUtil.isValidIpV4Address(text);
  }

  private static Host ofIpv6(String written) {
    int percent = written.indexOf('%');
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(
            percent < 0 ? written : written.substring(0, percent));
    if (address == null) {
      throw new IllegalArgumentException("'" + written + "' is no IPv6 address");
    }
    Host host = of(address);
    return percent < 0 || address instanceof Inet4Address
        ? host
        : new Host(host.text() + written.substring(percent), host.addresses());
  }

  private static InetAddress ipv4(String name, String written) {
    try {
      return Inet4Address.ofPosixLiteral(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + written + "' is neither a name nor an IPv4 address", e);
    }
  }

  private static String ascii(String written) {
    String name = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    if (name.length() > MAX_NAME) { // IDN fails in another way where it is far longer
      throw new IllegalArgumentException("'" + written + "' is not a host name");
    }
    try {
      name = IDN.toASCII(name).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + written + "' is not a host name", e);
    }
    if (!name.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*") || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("'" + written + "' is not a host name");
    }
    return name;
  }

  /**
   * The address itself with those that it leads to: IPv4 through a translator, and the computer
   * itself behind an unspecified address.
   */
  public static List<InetAddress> reached(InetAddress address) {
    List<InetAddress> all = new ArrayList<>();
    all.add(address);
    InetAddress embedded = embedded(address);
    if (embedded != null) {
      all.addAll(reached(embedded));
    }
    if (address.isAnyLocalAddress()) {
      all.addAll(LOOPBACK);
    }
    return all;
  }

  private static @Nullable InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || !Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return null;
    }
    return NetUtil.createInetAddressFromIpAddressString(
        NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, NAT64.length, 16)));
  }

  @Override
  public String toString() {
    return text;
  }
}
