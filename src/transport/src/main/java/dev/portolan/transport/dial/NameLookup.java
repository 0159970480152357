package dev.portolan.transport.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves a host name to addresses in order of preference. May block. */
public interface NameLookup {
  /** The system's resolver. */
  NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a host. Throws if there are none. */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
