package dev.portolan.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ports that the UDP tunnels of a device send from, next to the ports of the programs that they
 * send for. Where client and device are one computer both are of the same kind, and what goes back
 * to a program that is gone must not reach a tunnel in its place.
 *
 * <p>May be used by any thread.
 */
final class UdpSourcePorts {

  /**
   * How many tunnels of this device may follow each other, each being the program that speaks to
   * the next. More than that is a tunnel that leads back to its own beginning.
   */
  static final int MAX_CHAIN = 4;

  private final Set<Use> uses = ConcurrentHashMap.newKeySet();

  /** What one tunnel stream uses; to be given back. */
  static final class Use {
    private final int programPort;
    private final int chain;
    private volatile int localPort;

    private Use(int programPort, int chain) {
      this.programPort = programPort;
      this.chain = chain;
    }

    /** The tunnel sends from this port. */
    void boundTo(int port) {
      localPort = port;
    }
  }

  /**
   * A tunnel begins.
   *
   * @param programPort what its client says that the program's port is; 0 if it does not say
   * @return null if the program is a tunnel of this device that stands at the end of a chain of
   *     {@value #MAX_CHAIN}
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

  /** Whether something may be sent to this port that is meant for a program. */
  boolean isOfAProgram(int port) {
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
