package dev.portolan.transport.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses, in the order in which they are to be tried. May block. */
public interface NameLookup {
  /** The system's own: hosts file, name servers and whatever else it is set up to ask. */
  NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a host; throws if there is none. */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
