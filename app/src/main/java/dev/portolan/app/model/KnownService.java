package dev.portolan.app.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Well-known services of devices with their default ports. */
public enum KnownService {
  SSH("SSH", 22, Protocol.TCP, null, "ssh -p %2$d %1$s"),
  HTTP("HTTP", 80, Protocol.TCP, "http", null),
  HTTPS("HTTPS", 443, Protocol.TCP, "https", null),
  HTTP_ALTERNATE("HTTP 8080", 8080, Protocol.TCP, "http", null),
  HTTPS_ALTERNATE("HTTPS 8443", 8443, Protocol.TCP, "https", null),
  VNC("VNC", 5900, Protocol.TCP, null, "vncviewer %1$s::%2$d"),
  RDP("RDP", 3389, Protocol.TCP, null, "xfreerdp /v:%1$s:%2$d"),
  POSTGRESQL("PostgreSQL", 5432, Protocol.TCP, null, "psql -h %1$s -p %2$d"),
  MYSQL("MySQL", 3306, Protocol.TCP, null, "mysql -h %1$s -P %2$d"),
  REDIS("Redis", 6379, Protocol.TCP, null, "redis-cli -h %1$s -p %2$d"),
  MQTT("MQTT", 1883, Protocol.TCP, null, "mosquitto_sub -h %1$s -p %2$d -t '#'"),
  MODBUS("Modbus", 502, Protocol.TCP, null, null),
  OPC_UA("OPC UA", 4840, Protocol.TCP, null, null),
  S7("S7", 102, Protocol.TCP, null, null),
  RTSP("RTSP", 554, Protocol.TCP, "rtsp", null),
  NODE_RED("Node-RED", 1880, Protocol.TCP, "http", null),
  DNS("DNS", 53, Protocol.UDP, null, "dig @%1$s -p %2$d"),
  SNMP("SNMP", 161, Protocol.UDP, null, "snmpwalk -v2c -c public %1$s:%2$d"),
  TFTP("TFTP", 69, Protocol.UDP, null, null),
  BACNET("BACnet", 47_808, Protocol.UDP, null, null);

  private final String title;
  private final int port;
  private final Protocol protocol;
  private final @Nullable String scheme;
  private final @Nullable String command;

  KnownService(
      String title,
      int port,
      Protocol protocol,
      @Nullable String scheme,
      @Nullable String command) {
    this.title = title;
    this.port = port;
    this.protocol = protocol;
    this.scheme = scheme;
    this.command = command;
  }

  /** The service of a tunnel, guessed from its remote port. */
  public static Optional<KnownService> of(Forward forward) {
    for (KnownService service : values()) {
      if (service.port == forward.remotePort() && service.protocol == forward.protocol()) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }

  public String title() {
    return title;
  }

  public int port() {
    return port;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** A tunnel from any free local port to the service on the device itself. */
  public Forward forward() {
    return new Forward("", 0, "localhost", port, protocol);
  }

  /** Whether a browser can open it. */
  public boolean isWeb() {
    return scheme != null && scheme.startsWith("http");
  }

  /** Whether it speaks TLS from the first byte. */
  public boolean isTls() {
    return "https".equals(scheme);
  }

  /** The service's URL through the tunnel. */
  public Optional<String> url(Forward forward) {
    return Optional.ofNullable(scheme).map(known -> known + "://" + forward.localText() + "/");
  }

  /** A command line that uses the service through the tunnel. */
  public Optional<String> command(Forward forward) {
    return Optional.ofNullable(command)
        .map(pattern -> String.format(pattern, forward.localHost(), forward.localPort()));
  }
}
