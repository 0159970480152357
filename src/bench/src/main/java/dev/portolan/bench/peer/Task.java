package dev.portolan.bench.peer;

import java.net.InetSocketAddress;

/**
 * What a peer is asked to carry.
 *
 * @param target the service's address
 * @param udp datagrams, else connections
 * @param delayMillis one-way delay between the client and what it connects to
 */
public record Task(InetSocketAddress target, boolean udp, int delayMillis) {

  String targetText() {
    return target.getAddress().getHostAddress() + ":" + target.getPort();
  }
}
