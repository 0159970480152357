package dev.portolan.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The local ports of a device's UDP tunnels with the ports of the programs behind them. If client
 * and device are on one computer, datagrams for a closed program must not reach a tunnel that has
 * taken over its port.
 *
 * <p>Thread-safe.
 */
final class UdpSourcePorts {

  /** Most tunnels of this device chained one behind the other. More than that is a loop. */
  static final int MAX_CHAIN = 4;

  private final Set<Use> uses = ConcurrentHashMap.newKeySet();

  /** The ports of one tunnel stream, until {@link #end}. */
  static final class Use {
    private final int programPort;
    private final int chain;
    private volatile int localPort;

    private Use(int programPort, int chain) {
      this.programPort = programPort;
      this.chain = chain;
    }

    /** Sets the tunnel's local port. */
    void boundTo(int port) {
      localPort = port;
    }
  }

  /**
   * Registers a tunnel.
   *
   * @param programPort the program's port according to the client, or 0
   * @return null if the program is itself the end of a chain of {@value #MAX_CHAIN} tunnels of this
   *     device
   */
  @Nullable Use begin(int programPort) {
    int chain = 0;
    for (Use use : uses) {
      if (programPort != 0 && use.localPort == programPort) {
        chain = Math.max(chain, use.chain + 1);
      }
    }
    if (chain > MAX_CHAIN) {
      return null;
    }
    Use use = new Use(programPort, chain);
    uses.add(use);
    return use;
  }

  /** Whether a port is that of a program with a tunnel. */
  boolean isProgramPort(int port) {
    for (Use use : uses) {
      if (use.programPort == port) {
        return true;
      }
    }
    return false;
  }

  void end(Use use) {
    uses.remove(use);
  }
}
