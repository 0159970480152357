package dev.portolan.bench.peer;

import java.net.InetSocketAddress;

/**
 * The task of a peer.
 *
 * @param target the service's address
 * @param udp whether to forward UDP, else TCP
 * @param delayMillis one-way delay between the client and what it connects to
 */
public record Task(InetSocketAddress target, boolean udp, int delayMillis) {

  String targetText() {
    return target.getAddress().getHostAddress() + ":" + target.getPort();
  }
}
