package dev.portolan.transport.problem;

/** All problems between the user and a service behind an edge, each with a sentence and advice. */
public enum Problem {
  // configuration
  ENDPOINT_INVALID(
      "The edge's address is not usable.",
      "Write it as https://host[:port]/path, without user name, password or fragment."),
  AUTHORIZATION_INVALID(
      "The token is not usable.",
      "Paste it again, in one line and exactly as it was given to you."),
  CA_FILE_UNREADABLE(
      "The file with the trusted authorities cannot be read.",
      "Check its name and who may read it."),
  CA_FILE_INVALID(
      "The file with the trusted authorities holds no certificate.",
      "Give a PEM file with one or more 'BEGIN CERTIFICATE' blocks."),
  PIN_INVALID("The pin is not usable.", "Write it as sha256: followed by 64 hexadecimal digits."),
  SYSTEM_TRUST_UNUSABLE(
      "The system's list of trusted authorities cannot be read.",
      "Repair it, or choose a file with the authorities to trust."),
  IDENTITY_UNREADABLE(
      "The client certificate or its key cannot be read.",
      "Check the file names and who may read them."),
  IDENTITY_INVALID(
      "The client certificate or its key has a form that cannot be used.",
      "Give PEM files: the certificate chain, and an unencrypted RSA, EC or Ed25519 key."),
  IDENTITY_ENCRYPTED(
      "The client key is encrypted.",
      "Decrypt it, for example with 'openssl pkey -in key.pem -out plain.pem'."),
  IDENTITY_MISMATCH(
      "The client key does not belong to the client certificate.",
      "Choose the key that the certificate was made for."),
  PROXY_INVALID(
      "The proxy's address is not usable.", "Write it as http://[user:password@]host:port."),

  // name resolution and TCP
  DNS_FAILED(
      "The edge's name is not known.", "Check the spelling and this computer's name servers."),
  DNS_TIMEOUT(
      "Nobody answered for the edge's name in time.",
      "Check this computer's network and its name servers."),
  CONNECT_REFUSED(
      "Nothing accepts connections at the edge's address.",
      "Check the port; the edge may be down."),
  CONNECT_TIMEOUT(
      "The edge's address did not answer in time.",
      "Check the address; a firewall on the way may drop the connection."),
  NETWORK_UNREACHABLE(
      "This computer has no way to the edge's network.",
      "Check the network connection or the VPN."),
  HOST_UNREACHABLE(
      "The edge's computer cannot be reached.", "Check that it is up, and the route to it."),
  CONNECT_NOT_PERMITTED(
      "This computer does not permit the connection.",
      "A local firewall or security product refuses it; allow it there."),
  CONNECT_FAILED("The connection to the edge failed.", "Try again; see the reason."),
  CONNECT_OVERDUE(
      "The whole connection took too long.", "Try again; the line or the edge is very slow."),
  CANCELLED("The connection was cancelled.", "Connect again when you want to."),

  // proxy
  PROXY_DNS_FAILED(
      "The proxy's name is not known.", "Check the proxy's address, or connect without one."),
  PROXY_UNREACHABLE(
      "The proxy does not accept connections.",
      "Check the proxy's address, or connect without one."),
  PROXY_UNAUTHORIZED(
      "The proxy wants a user name and password.",
      "Give the right ones together with the proxy's address."),
  PROXY_REFUSED(
      "The proxy refused to connect to the edge.",
      "Ask who runs the proxy to allow the edge's host and port."),
  PROXY_FAILED(
      "The proxy broke off or did not answer as a proxy does.",
      "Check that the address and its kind are those of the proxy."),

  // TLS
  TLS_TIMEOUT(
      "The edge did not finish the TLS handshake in time.",
      "Check that the port is the edge's TLS port."),
  TLS_CLOSED(
      "The edge closed the connection during the TLS handshake.",
      "It may want a client certificate, or something on the way blocks TLS."),
  TLS_NOT_SPOKEN(
      "What answers at that address does not speak TLS.",
      "Check the port; the token was not sent."),
  TLS_VERSION(
      "The edge and this program have no TLS version in common.",
      "The edge must offer TLS 1.2 or 1.3."),
  TLS_FAILED(
      "The TLS handshake failed.",
      "If it fails again, ask who runs the edge what its log says; the token was not sent."),
  CERTIFICATE_UNTRUSTED(
      "The edge's certificate comes from an authority that is not trusted here.",
      "If that is expected, trust its authority by a CA file, or pin the certificate."),
  CERTIFICATE_SELF_SIGNED(
      "The edge's certificate is signed by itself only.",
      "If that is expected, trust it by a CA file, or pin it."),
  CERTIFICATE_EXPIRED("The edge's certificate has expired.", "Ask who runs the edge to renew it."),
  CERTIFICATE_NOT_YET_VALID(
      "The edge's certificate is not valid yet.",
      "Check this computer's clock, then ask who runs the edge."),
  CERTIFICATE_WRONG_HOST(
      "The edge's certificate is for another host name.",
      "Use the name in the certificate, or ask who runs the edge."),
  CERTIFICATE_WEAK(
      "The edge's certificate uses a method that is no longer safe.",
      "Ask who runs the edge to replace it."),
  CERTIFICATE_INVALID(
      "The edge's certificate is not valid.", "Ask who runs the edge to replace it."),
  PIN_MISMATCH(
      "The edge shows another key than the pinned one.",
      "If the edge got a new key, pin that; if not, somebody is in between."),
  CLIENT_CERTIFICATE_REQUIRED(
      "The edge wants a client certificate.", "Choose one for this connection."),
  CLIENT_CERTIFICATE_REFUSED(
      "The edge does not accept the client certificate.",
      "Check that it is the right one and not expired."),

  // HTTP upgrade
  UPGRADE_TIMEOUT(
      "The edge did not answer the request in time.", "Try again; the edge may be overloaded."),
  UPGRADE_CLOSED(
      "The edge closed the connection without an answer.",
      "Try again; check that the address is an edge's."),
  UPGRADE_MALFORMED(
      "The answer is not the one that an edge gives.",
      "Check the address; something else may answer there."),
  UPGRADE_HEAD_TOO_LARGE(
      "The answer's head is too large.", "Check the address; something else may answer there."),
  UPGRADE_NOT_OFFERED(
      "A web server answered, not an edge.", "Check host and path of the edge's address."),
  UPGRADE_REDIRECTED(
      "The edge's address leads elsewhere, and redirects are not followed.",
      "If you trust the new address, enter it yourself."),
  UPGRADE_BAD_REQUEST("The edge did not understand the request.", "Check the path of its address."),
  UPGRADE_UNAUTHORIZED("The edge does not accept the token.", "Use a token that the edge accepts."),
  DEVICE_NOT_CONNECTED(
      "The device is not connected to the edge.",
      "Check that the device is up and its agent runs, then try again."),
  DEVICE_ALREADY_CONNECTED(
      "A device with this identity is already connected.",
      "Stop the other one, or wait until the edge has noticed that it is gone."),
  UPGRADE_REQUIRED(
      "The edge wants another protocol than qbee-v1.", "Update this program, or the edge."),
  UPGRADE_TOO_MANY_REQUESTS(
      "The edge takes no more connections of yours now.",
      "Close some, or wait a while, then try again."),
  EDGE_TROUBLE("The edge has trouble of its own.", "Try again later, or ask who runs the edge."),
  EDGE_UNAVAILABLE(
      "The edge is not available at the moment.", "Try again later, or ask who runs the edge."),
  EDGE_GATEWAY(
      "What stands before the edge does not reach it.",
      "Try again later, or ask who runs the edge."),
  UPGRADE_REFUSED("The edge refused the connection.", "Ask who looks after the edge."),

  // a device's certificate
  ENROLMENT_REFUSED(
      "The edge gives this device no certificate.",
      "Ask who runs the edge for a new code: 'portolan edge --folder FOLDER --invite NAME'."),

  // a client's invitation for a device
  INVITATION_NOT_OFFERED(
      "The edge gives no invitations to clients.",
      "Ask who runs the edge to make the device known there, then add it by its id."),
  INVITATION_REFUSED(
      "The edge does not let you invite devices.",
      "Ask who runs the edge for a token that may:"
          + " 'portolan token --file FILE --name NAME --invite'."),
  INVITATION_OVER("The invitation has expired.", "Get a new one."),

  // an established connection
  LINK_DOWN("There is no connection to the edge.", "It is tried again by itself; or connect now."),
  EDGE_SILENT(
      "The edge does not answer.",
      "It, or the line to it, stands still. What is open goes on when it answers again."),
  LINK_LOST("The connection to the edge was lost.", "It is tried again by itself."),
  LINK_PROTOCOL(
      "The connection was ended because the edge broke the protocol.",
      "Try again; if it stays so, report it with both versions."),
  LINK_CLOSED("The connection was closed on this side.", "Connect again when you want to."),
  EDGE_GOING_AWAY("The edge is about to stop.", "The connection moves by itself."),

  // streams
  STREAM_TIMEOUT(
      "The device did not answer the request in time.",
      "Try again; the device or its line may be very slow."),
  STREAM_UNSUPPORTED(
      "The stream was ended without an answer.",
      "The device may be too old for this: update its agent."),
  STREAM_BAD_ANSWER(
      "The device gave an answer that makes no sense.",
      "Try again; if it stays so, report it with both versions."),
  STREAM_REFUSED("The far side refused the request.", "Mend there what it names, then try again."),
  STREAM_NOT_ALLOWED(
      "You may not open this on that device.", "Ask who runs the edge or the device."),
  TOO_MANY_STREAMS(
      "No more streams can be opened on this connection.", "Close some, or connect again."),
  TARGET_REFUSED(
      "Nothing accepts connections at the target.",
      "Check that the service runs on the device, and its port."),
  TARGET_TIMEOUT(
      "The target did not answer in time.", "Check the target's address and the network there."),
  TARGET_UNREACHABLE(
      "The device has no way to the target.", "Check the target's address and the network there."),
  TARGET_UNKNOWN(
      "The device does not know the target's name.", "Check the spelling of the target."),

  // local side of tunnels
  PORT_BUSY("The local port is taken.", "Choose another port, or stop what uses it."),
  PORT_NOT_PERMITTED("This user may not open the local port.", "Choose a port of 1024 or more."),
  ADDRESS_NOT_LOCAL(
      "The bind address is none of this computer's.",
      "Choose one of this computer's addresses, or leave it empty."),
  PORT_FAILED("The local port cannot be opened.", "Choose another port, or mend what is named."),
  ACCEPT_FAILED(
      "The local port cannot take connections at the moment.",
      "Close programs that hold many connections or files."),
  TOO_MANY_CONNECTIONS(
      "The tunnel has as many connections as it may have.",
      "Close some; every tunnel has its own limit."),
  TUNNEL_CLOSED("The tunnel was stopped.", "Start it again when you want to."),
  LOCAL_FAILED("The local program's connection broke.", "Look at what that program says."),
  SOCKS_INVALID(
      "The local program does not speak to the SOCKS proxy as it should.",
      "Set it to SOCKS 5 (or 4a) without a user name, for TCP connections."),

  // terminals
  PTY_SESSION_INVALID(
      "The device gave the terminal no usable session id.",
      "Try again; update the device's agent if it stays so.");

  private final String summary;
  private final String advice;

  Problem(String summary, String advice) {
    this.summary = summary;
    this.advice = advice;
  }

  /** A plain sentence without names. */
  public String summary() {
    return summary;
  }

  /** The advice, one or two plain sentences. */
  public String advice() {
    return advice;
  }

  /**
   * Whether an automatic retry is pointless or unsafe: for problems with credentials, trust and
   * configuration.
   */
  public boolean needsPerson() {
    return retry() == Retry.PERSON;
  }

  /** The kind of failure, for the back-off of reconnects. */
  public Retry retry() {
    return switch (this) {
      case ENDPOINT_INVALID,
          AUTHORIZATION_INVALID,
          CA_FILE_UNREADABLE,
          CA_FILE_INVALID,
          PIN_INVALID,
          SYSTEM_TRUST_UNUSABLE,
          IDENTITY_UNREADABLE,
          IDENTITY_INVALID,
          IDENTITY_ENCRYPTED,
          IDENTITY_MISMATCH,
          PROXY_INVALID,
          PROXY_UNAUTHORIZED,
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
          UPGRADE_REQUIRED,
          ENROLMENT_REFUSED,
          INVITATION_NOT_OFFERED,
          INVITATION_REFUSED,
          INVITATION_OVER ->
          Retry.PERSON;
      case DNS_FAILED,
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
          PROXY_FAILED,
          TLS_TIMEOUT,
          TLS_CLOSED,
          TLS_NOT_SPOKEN,
          TLS_VERSION,
          TLS_FAILED,
          UPGRADE_TIMEOUT,
          UPGRADE_CLOSED,
          LINK_DOWN,
          EDGE_SILENT,
          LINK_LOST,
          LINK_PROTOCOL,
          LINK_CLOSED ->
          Retry.UNREACHED;
      case UPGRADE_MALFORMED,
          UPGRADE_HEAD_TOO_LARGE,
          UPGRADE_NOT_OFFERED,
          UPGRADE_REDIRECTED,
          UPGRADE_BAD_REQUEST,
          UPGRADE_REFUSED ->
          Retry.STRANGER;
      case PROXY_REFUSED,
          DEVICE_NOT_CONNECTED,
          DEVICE_ALREADY_CONNECTED,
          UPGRADE_TOO_MANY_REQUESTS,
          EDGE_TROUBLE,
          EDGE_UNAVAILABLE,
          EDGE_GATEWAY,
          EDGE_GOING_AWAY,
          STREAM_TIMEOUT,
          STREAM_UNSUPPORTED,
          STREAM_BAD_ANSWER,
          STREAM_REFUSED,
          STREAM_NOT_ALLOWED,
          TOO_MANY_STREAMS,
          TARGET_REFUSED,
          TARGET_TIMEOUT,
          TARGET_UNREACHABLE,
          TARGET_UNKNOWN,
          PORT_BUSY,
          PORT_NOT_PERMITTED,
          ADDRESS_NOT_LOCAL,
          PORT_FAILED,
          ACCEPT_FAILED,
          TOO_MANY_CONNECTIONS,
          TUNNEL_CLOSED,
          LOCAL_FAILED,
          SOCKS_INVALID,
          PTY_SESSION_INVALID ->
          Retry.NOT_NOW;
    };
  }
}
