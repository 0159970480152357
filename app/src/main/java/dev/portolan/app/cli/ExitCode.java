package dev.portolan.app.cli;

import dev.portolan.transport.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** The exit codes. Scripts rely on the numbers. */
public enum ExitCode {
  OK(0, "the work is done, or what runs until Ctrl+C was ended by it"),
  FAULT(1, "something that should not happen did"),
  USAGE(2, "an option or argument is missing or wrong"),
  FILE(3, "a file cannot be read or written, or is not what it should be"),
  EDGE(4, "the edge cannot be reached, or was lost and is needed"),
  REFUSED(5, "not authorised, or the edge's certificate is not trusted"),
  DEVICE(6, "the device is not connected, or the request was refused"),
  PORT(7, "a local port cannot be opened"),
  COMPUTER(8, "this computer lacks what is needed: Java, a display"),
  LOST(
      9, "a shell or a copy did not come to its end: it was lost, or a copy was stopped by Ctrl+C"),
  FAILED_THERE(10, "a command of 'run' failed on a device, or did not come to its end there");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** The meaning, for the help. */
  String meaning() {
    return meaning;
  }

  /** The exit code for a failure of the engine. */
  static ExitCode of(Problem problem) {
    return switch (problem) {
      case ENDPOINT_INVALID, PIN_INVALID, PROXY_INVALID -> USAGE;
      case AUTHORIZATION_INVALID,
          CA_FILE_UNREADABLE,
          CA_FILE_INVALID,
          IDENTITY_UNREADABLE,
          IDENTITY_INVALID,
          IDENTITY_ENCRYPTED,
          IDENTITY_MISMATCH ->
          FILE;
      case PROXY_UNAUTHORIZED,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_SELF_SIGNED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_NOT_YET_VALID,
          CERTIFICATE_WRONG_HOST,
          CERTIFICATE_WEAK,
          CERTIFICATE_INVALID,
          PIN_MISMATCH,
          CLIENT_CERTIFICATE_REQUIRED,
          CLIENT_CERTIFICATE_REFUSED,
          UPGRADE_UNAUTHORIZED,
          ENROLMENT_REFUSED,
          INVITATION_NOT_OFFERED,
          INVITATION_REFUSED,
          INVITATION_OVER,
          STREAM_NOT_ALLOWED ->
          REFUSED;
      case DEVICE_NOT_CONNECTED,
          DEVICE_ALREADY_CONNECTED,
          STREAM_TIMEOUT,
          STREAM_UNSUPPORTED,
          STREAM_BAD_ANSWER,
          STREAM_REFUSED,
          TARGET_REFUSED,
          TARGET_TIMEOUT,
          TARGET_UNREACHABLE,
          TARGET_UNKNOWN,
          PTY_SESSION_INVALID ->
          DEVICE;
      case PORT_BUSY, PORT_NOT_PERMITTED, ADDRESS_NOT_LOCAL, PORT_FAILED -> PORT;
      case SYSTEM_TRUST_UNUSABLE,
          DNS_FAILED,
          DNS_TIMEOUT,
          CONNECT_REFUSED,
          CONNECT_TIMEOUT,
          NETWORK_UNREACHABLE,
          HOST_UNREACHABLE,
          CONNECT_NOT_PERMITTED,
          CONNECT_FAILED,
          CONNECT_OVERDUE,
          CANCELLED,
          PROXY_DNS_FAILED,
          PROXY_UNREACHABLE,
          PROXY_REFUSED,
          PROXY_FAILED,
          TLS_TIMEOUT,
          TLS_CLOSED,
          TLS_NOT_SPOKEN,
          TLS_VERSION,
          TLS_FAILED,
          UPGRADE_TIMEOUT,
          UPGRADE_CLOSED,
          UPGRADE_MALFORMED,
          UPGRADE_HEAD_TOO_LARGE,
          UPGRADE_NOT_OFFERED,
          UPGRADE_REDIRECTED,
          UPGRADE_BAD_REQUEST,
          UPGRADE_REQUIRED,
          UPGRADE_TOO_MANY_REQUESTS,
          EDGE_TROUBLE,
          EDGE_UNAVAILABLE,
          EDGE_GATEWAY,
          UPGRADE_REFUSED,
          LINK_DOWN,
          EDGE_SILENT,
          LINK_LOST,
          LINK_PROTOCOL,
          LINK_CLOSED,
          EDGE_GOING_AWAY,
          TOO_MANY_STREAMS,
          ACCEPT_FAILED,
          TOO_MANY_CONNECTIONS,
          TUNNEL_CLOSED,
          LOCAL_FAILED,
          SOCKS_INVALID ->
          EDGE;
    };
  }

  /** One line per code, for the help. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ExitCode code : values()) {
      lines.add("  " + code.number + "  " + code.meaning);
    }
    return lines;
  }
}
