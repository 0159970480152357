package dev.portolan.app.fleet;

import java.time.Duration;

/** How a command on a device ended. */
public sealed interface RunEnd {
  /** It ended with this exit status. */
  record Exited(int status) implements RunEnd {}

  /** It ended; its exit status is not known. */
  record Ended() implements RunEnd {}

  /** It was ended here, because it had not ended within the limit. */
  record Late(Duration limit) implements RunEnd {}

  /** A person has cancelled it. */
  record Cancelled() implements RunEnd {}

  /**
   * The device is not connected to its edge.
   *
   * @param why one plain sentence
   */
  record Absent(String why) implements RunEnd {}

  /**
   * It was refused, or lost on the way.
   *
   * @param why one plain sentence with the far side's reason
   * @param advice what a person can do; may be empty
   */
  record Failed(String why, String advice) implements RunEnd {}

  /** Whether the command did what it was to do, as far as is known. */
  default boolean isSuccess() {
    return switch (this) {
      case Exited(int status) -> status == 0;
      case Ended _ -> true;
      case Late _, Cancelled _, Absent _, Failed _ -> false;
    };
  }

  /** The end in a few words. */
  default String words() {
    return switch (this) {
      case Exited(int status) -> "exit status " + status;
      case Ended _ -> "ended";
      case Late(Duration limit) -> "not done within " + limit.toSeconds() + " s";
      case Cancelled _ -> "cancelled";
      case Absent(String why) -> why;
      case Failed(String why, String advice) -> advice.isEmpty() ? why : why + " " + advice;
    };
  }
}
