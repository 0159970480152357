package dev.portolan.edge;

/** What becomes of a connection whose request head was read. */
sealed interface Admission {

  /**
   * A client, for one device.
   *
   * @param client who it is, for rules and logs
   * @param device the device's id
   */
  record Client(String client, String device) implements Admission {}

  /**
   * A device.
   *
   * @param device its id
   */
  record Device(String device) implements Admission {}

  /** Neither: answered and closed. */
  record Refused(Refusal refusal) implements Admission {}
}
