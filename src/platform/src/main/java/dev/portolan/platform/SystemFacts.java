package dev.portolan.platform;

import java.util.List;

/**
 * What a device says about itself. Texts are sanitised, and empty if it does not say.
 *
 * @param hostName its own name
 * @param operatingSystem such as {@code ubuntu_22}
 * @param architecture such as {@code x86_64}
 * @param addresses its IP addresses
 * @param agent the version of its agent
 */
public record SystemFacts(
    String hostName,
    String operatingSystem,
    String architecture,
    List<String> addresses,
    AgentVersion agent) {
  /** Keeps a copy of the list. */
  public SystemFacts {
    addresses = List.copyOf(addresses);
  }
}
