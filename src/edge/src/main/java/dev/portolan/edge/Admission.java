package dev.portolan.edge;

import java.util.function.Predicate;

/** What becomes of a connection whose request head was read. */
sealed interface Admission {

  /**
   * A client, for one device.
   *
   * @param client who it is, for rules and logs
   * @param device the device's id
   * @param presence whether it is told which devices are connected
   * @param mayReach whether it could come in for the device with an id, which is the most that it
   *     is told about
   */
  record Client(String client, String device, boolean presence, Predicate<String> mayReach)
      implements Admission {}

  /**
   * A device.
   *
   * @param device its id
   */
  record Device(String device) implements Admission {}

  /** Neither: answered and closed. */
  record Refused(Refusal refusal) implements Admission {}
}
