package dev.portolan.transport.problem;

import dev.portolan.transport.message.RemoteText;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a socket operation failed.
 *
 * <p>Java and Netty only pass on the operating system's message, so failures are recognised by the
 * messages of Linux, macOS and Windows.
 */
public enum SocketFailure {
  /** Nothing listens on the port. */
  REFUSED("connection refused", "connection refused", "actively refused"),
  /** No answer. */
  TIMED_OUT("no answer in time", "timed out", "after a period of time"),
  /** There is no route to the network. */
  NETWORK_UNREACHABLE(
      "the network cannot be reached", "network is unreachable", "unreachable network"),
  /** The local network is down. */
  NETWORK_DOWN(
      "the network is down", "network is down", "dead network", "machine is not on the network"),
  /** There is no route to the host, or it does not answer ARP. */
  HOST_UNREACHABLE(
      "the host cannot be reached",
      "no route to host",
      "host is unreachable",
      "host unreachable",
      "unreachable host"),
  /** A router or the link layer reports that the host is down. */
  HOST_DOWN("the host is down", "host is down", "destination host was down"),
  /** The user lacks permission, or a firewall or sandbox blocks it. */
  NOT_PERMITTED(
      "this computer does not permit it",
      "permission denied",
      "not permitted",
      "forbidden by its access permissions"),
  /** Another socket has the address. */
  IN_USE("the address is in use", "already in use", "only one usage"),
  /** This computer does not have the address. */
  NOT_LOCAL(
      "the address is none of this computer's",
      "cannot assign requested address",
      "can't assign requested address",
      "not valid in its context"),
  /** The address family is not available, for example IPv6 is disabled. */
  NO_SUCH_FAMILY(
      "this computer does not have this kind of address",
      "address family",
      "protocol family",
      "incompatible with the requested protocol"),
  /** The limit of open files is reached. */
  TOO_MANY_FILES("too many files are open", "too many open"),
  /** The system is out of memory or socket buffers. */
  NO_MEMORY(
      "this computer has no memory left for it",
      "cannot allocate memory",
      "no buffer space",
      "insufficient buffer space",
      "lacked sufficient buffer space"),
  /** The peer, or something on the way, reset the connection. */
  RESET(
      "it was reset by the other side",
      "connection reset",
      "dropped connection",
      "forcibly closed",
      "no longer available on the network"),
  /** This computer aborted the connection. */
  ABORTED("it was broken off by this computer", "connection abort", "connection was aborted"),
  /** The connection is closed. */
  CLOSED(
      "the other side has closed it",
      "broken pipe",
      "endpoint is not connected",
      "socket is not connected",
      "endpoint shutdown",
      "socket shutdown",
      "stream closed"),
  /** A datagram exceeds the maximum size. */
  TOO_LONG(
      "it is too long for the network", "message too long", "larger than the internal message"),
  /** TLS ended the connection. */
  TLS("TLS has broken it off"),
  /** Anything else. */
  OTHER("the system did not say why");

  /** The system call and errno that Netty puts before the message. */
  private static final Pattern CALL =
      Pattern.compile("^[\\w: ]{1,60}\\(\\.{0,2}\\) failed(?: with error\\(-?\\d+\\))?:? ?");

  /** The address or call that Netty and the JDK append to the message. */
  private static final Pattern BEHIND =
      Pattern.compile(
          ": (?:[^ ]{0,300}/[^ ]{1,300}:\\d{1,5}|no further information|connect|bind|listen)$");

  /** Signs of a message that is not meant for users: class names, calls. */
  private static final Pattern NOT_WORDS =
      Pattern.compile("[a-z]\\.[a-z]+\\.|\\w\\(|Exception|[Ss]yscall|[Uu]nknown error");

  private static final Set<SocketFailure> BROKEN_OFF = EnumSet.of(RESET, ABORTED, CLOSED);

  private static final int MAX_DEPTH = 10;

  private final String words;
  private final Pattern texts;

  SocketFailure(String words, String... texts) {
    this.words = words;
    this.texts =
        Pattern.compile(
            texts.length == 0
                ? "(?!)" // never
                : Arrays.stream(texts).map(Pattern::quote).collect(Collectors.joining("|")));
  }

  /** Classifies a failure by itself or one of its causes. */
  public static SocketFailure of(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < MAX_DEPTH;
        cause = cause.getCause(), depth++) {
      SocketFailure known = ofOne(cause);
      if (known != OTHER) {
        return known;
      }
    }
    return OTHER;
  }

  private static SocketFailure ofOne(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return TIMED_OUT;
    }
    if (cause instanceof ClosedChannelException) {
      return CLOSED;
    }
    String text = text(cause).toLowerCase(Locale.ROOT);
    for (SocketFailure failure : values()) {
      if (failure.texts.matcher(text).find()) {
        return failure;
      }
    }
    return cause instanceof SSLException ? TLS : OTHER;
  }

  /** Whether an established connection broke. */
  public boolean brokeOff() {
    return BROKEN_OFF.contains(this);
  }

  /**
   * The reason for the end of a sentence, without a full stop: fixed words for a known failure,
   * otherwise the system's own message.
   */
  public static String words(Throwable failure) {
    SocketFailure known = of(failure);
    if (known != OTHER) {
      return known.words;
    }
    String own = systemWords(failure);
    return own == null ? OTHER.words : own;
  }

  /** {@link #words} for a device's answer, which is read at another computer. */
  public static String wordsOfDevice(Throwable failure) {
    return words(failure)
        .replace("this computer", "this device")
        .replace("the system ", "the device's system ");
  }

  private static @Nullable String systemWords(Throwable failure) {
    Throwable first = failure;
    for (int depth = 0; first.getCause() != null && depth < MAX_DEPTH; depth++) {
      first = first.getCause();
    }
    String text = RemoteText.clean(BEHIND.matcher(text(first)).replaceFirst(""));
    boolean isWords =
        first instanceof IOException && !text.isEmpty() && !NOT_WORDS.matcher(text).find();
    return isWords ? "the system says: " + text.replaceFirst("\\.$", "") : null;
  }

  /** The message without the system call. */
  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? "" : CALL.matcher(message).replaceFirst("");
  }
}
