package dev.portolan.transport.testing;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Netty and the JDK throw for the errors of systems, with the texts of these. */
public final class SystemTexts {
  /** What the JDK and Netty themselves throw on macOS and Windows, with what each system says. */
  private static final List<String> OTHER_SYSTEMS =
      List.of(
          "Connection refused: no further information",
          "Connection refused: connect",
          "Connection timed out: no further information",
          "Connection timed out: connect",
          "Operation timed out",
          "Network is unreachable: no further information",
          "Network is unreachable: connect",
          "A socket operation was attempted to an unreachable network",
          "A socket operation was attempted to an unreachable host",
          "A socket operation failed because the destination host was down",
          "A socket operation encountered a dead network",
          "No route to host: no further information",
          "No route to host: connect",
          "Host is down",
          "Host is unreachable",
          "Permission denied: no further information",
          "Permission denied: bind",
          "An attempt was made to access a socket in a way forbidden by its access permissions",
          "Address already in use: bind",
          "Address already in use: no further information",
          "Only one usage of each socket address (protocol/network address/port) is normally"
              + " permitted",
          "Can't assign requested address",
          "Cannot assign requested address: bind",
          "Cannot assign requested address: no further information",
          "The requested address is not valid in its context",
          "Protocol family unavailable",
          "Address family not supported by protocol family: bind",
          "An address incompatible with the requested protocol was used",
          "No buffer space available (maximum connections reached?): connect",
          "An operation on a socket could not be performed because the system lacked sufficient"
              + " buffer space or because a queue was full",
          "An existing connection was forcibly closed by the remote host",
          "An established connection was aborted by the software in your host machine",
          "The specified network name is no longer available",
          "Connection reset",
          "Connection reset by peer",
          "Software caused connection abort",
          "Socket is not connected",
          "Can't send after socket shutdown",
          "Broken pipe",
          "Stream Closed",
          "A message sent on a datagram socket was larger than the internal message buffer or some"
              + " other network limit, or the buffer used to receive a datagram into was smaller"
              + " than the datagram itself",
          "Eine vorhandene Verbindung wurde vom Remotehost geschlossen");

  private SystemTexts() {}

  /** One error of Linux: its number and its text. */
  public record Errno(int number, String text) {}

  /** All of Linux, from 1 to 133. */
  public static List<Errno> errnos() {
    try (InputStream in = SystemTexts.class.getResourceAsStream("errno-linux.txt")) {
      if (in == null) {
        throw new AssertionError("errno-linux.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(
              line -> {
                int blank = line.indexOf(' ');
                return new Errno(
                    Integer.parseInt(line.substring(0, blank)), line.substring(blank + 1));
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All ways in which an error of Linux reaches a program, by epoll and by NIO. */
  public static List<Throwable> failures(Errno errno) {
    String text = errno.text();
    String behindAddress = ": localhost/127.0.0.1:443";
    List<Throwable> all = new ArrayList<>();
    for (String call :
        List.of(
            "connect",
            "finishConnect",
            "getsockopt",
            "bind",
            "listen",
            "accept",
            "recvAddress",
            "readAddress",
            "writevAddresses",
            "writeAddress",
            "sendToAddress",
            "recvFromAddress",
            "sendmmsg",
            "syscall:read",
            "syscall:shutdown")) {
      String message = call + "(..) failed with error(-" + errno.number() + "): " + text;
      all.add(new IOException(message));
      all.add(new ConnectException(message + behindAddress));
    }
    all.add(new IOException("newSocketStream(..) failed: " + text));
    all.add(new IOException("newSocketDgram(..) failed: " + text));
    all.add(new IOException("setsockopt() failed: " + text));
    all.add(new ChannelException(new IOException("newSocketStream(..) failed: " + text)));
    all.add(new ChannelException("Failed to open a socket.", new SocketException(text)));
    all.addAll(jdk(text));
    return all;
  }

  /** What else can be thrown: by other systems, and without any text. */
  public static List<Throwable> failuresElsewhere() {
    List<Throwable> all = new ArrayList<>();
    OTHER_SYSTEMS.forEach(text -> all.addAll(jdk(text)));
    all.add(new ClosedChannelException());
    all.add(new UnresolvedAddressException());
    all.add(new IOException());
    all.add(new IOException(new IllegalStateException("channel not registered")));
    all.add(new ChannelException(new IOException()));
    return all;
  }

  private static List<Throwable> jdk(String text) {
    return List.of(
        new IOException(text),
        new SocketException(text),
        new BindException(text),
        new ConnectException(text),
        new ConnectException(text + ": /127.0.0.1:443"),
        new ConnectException(text + ": edge.test/<unresolved>:443"),
        new NoRouteToHostException(text),
        new NoRouteToHostException(text + ": /[0:0:0:0:0:0:0:1]:443"),
        new IOException(new SocketException(text)));
  }
}
