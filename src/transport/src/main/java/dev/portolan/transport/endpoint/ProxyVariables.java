package dev.portolan.transport.endpoint;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The proxy variables of the environment, interpreted as Go does.
 *
 * <p>{@code HTTPS_PROXY} is a URL or {@code host:port}. {@code NO_PROXY} is a comma-separated list
 * of host names (including their subdomains; with a leading dot, only the subdomains), IP
 * addresses, ranges such as {@code 10.0.0.0/8}, or {@code *} for everything. All but ranges may
 * have a port. Loopback addresses and {@code localhost} never use the proxy.
 */
final class ProxyVariables {
  private ProxyVariables() {}

  /** The proxy variables of an environment. */
  static Map<String, String> pick(Map<String, String> environment) {
    Map<String, String> picked = new TreeMap<>();
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"}) {
      String value = environment.get(name);
      if (value != null && !value.isEmpty()) {
        picked.put(name, value);
      }
    }
    return Map.copyOf(picked);
  }

  /** The proxy for a host, or null for a direct connection. */
  static @Nullable Proxy choose(Map<String, String> environment, String host, int port)
      throws EdgeException {
    String address = either(environment, "HTTPS_PROXY", "https_proxy");
    if (address.isEmpty() || !useProxy(host, port, either(environment, "NO_PROXY", "no_proxy"))) {
      return null;
    }
    try {
      return Proxy.of(ProxyChoice.Explicit.parse(address).url());
    } catch (IllegalArgumentException e) {
      // without cause and address, which may contain a password
      throw new EdgeException(
          Problem.PROXY_INVALID, "The address in the variable HTTPS_PROXY is not usable.");
    }
  }

  private static String either(Map<String, String> environment, String upper, String lower) {
    return environment.getOrDefault(upper, environment.getOrDefault(lower, ""));
  }

  private static boolean useProxy(String host, int port, String noProxy) {
    String name = host.toLowerCase(Locale.ROOT);
    InetAddress address = literal(name);
    if (name.equals("localhost") || (address != null && address.isLoopbackAddress())) {
      return false;
    }
    for (String entry : noProxy.split(",", -1)) {
      if (matches(entry.strip().toLowerCase(Locale.ROOT), name, address, port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(
      String entry, String host, @Nullable InetAddress address, int port) {
    if (entry.isEmpty()) {
      return false;
    }
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return address != null && inRange(address, entry, slash);
    }
    String pattern = entry;
    int colon = entry.lastIndexOf(':');
    boolean bracketed = entry.startsWith("[");
    if (bracketed ? colon > entry.indexOf(']') : entry.indexOf(':') == colon && colon > 0) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      pattern = entry.substring(0, colon);
    }
    InetAddress wanted = literal(pattern); // with or without brackets
    if (wanted != null) {
      return wanted.equals(address);
    }
    if (pattern.startsWith("*.")) {
      pattern = pattern.substring(1);
    }
    return pattern.startsWith(".")
        ? host.endsWith(pattern)
        : host.equals(pattern) || host.endsWith("." + pattern);
  }

  private static boolean inRange(InetAddress address, String range, int slash) {
    InetAddress network = literal(range.substring(0, slash));
    int bits;
    try {
      bits = Integer.parseInt(range.substring(slash + 1));
    } catch (NumberFormatException e) {
      return false;
    }
    if (network == null) {
      return false;
    }
    byte[] wanted = network.getAddress();
    byte[] actual = address.getAddress();
    if (wanted.length != actual.length || bits < 0 || bits > wanted.length * 8) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      int mask = 0xff00 >> Math.clamp(bits - i * 8L, 0, 8) & 0xff;
      if (((wanted[i] ^ actual[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable InetAddress literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
    }
  }
}
