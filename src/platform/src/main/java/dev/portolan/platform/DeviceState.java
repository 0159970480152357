package dev.portolan.platform;

/** Whether a device reports to the management server. */
public enum DeviceState {
  /** It reported in time. */
  ONLINE("online"),
  /** Its report is overdue. */
  DELAYED("delayed"),
  /** It has not reported for long. */
  OFFLINE("offline"),
  /** The server says nothing that is known here. */
  UNKNOWN("unknown");

  private final String words;

  DeviceState(String words) {
    this.words = words;
  }

  /** The state for the user, in lower case. */
  public String words() {
    return words;
  }

  static DeviceState of(String text) {
    return switch (text) {
      case "online" -> ONLINE;
      case "delayed" -> DELAYED;
      case "offline", "disconnected" -> OFFLINE;
      default -> UNKNOWN;
    };
  }
}
