package dev.portolan.app.model;

import java.time.Instant;

/** What has become of an invitation for a device. */
public sealed interface InvitationState {

  /** The edge is asked. */
  record Asking() implements InvitationState {}

  /**
   * The device may come.
   *
   * @param command what is typed on the device; a secret
   * @param until when it is good no longer
   */
  record Open(String command, Instant until) implements InvitationState {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Open[until=" + until + "]";
    }
  }

  /**
   * The device may come, but nobody will tell.
   *
   * @param command what is typed on the device; a secret
   * @param until when it is good no longer
   * @param reason a sentence
   */
  record Unwatched(String command, Instant until, String reason) implements InvitationState {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Unwatched[until=" + until + "]";
    }
  }

  /** The device has come and is in the list. */
  record Joined(DeviceItem device) implements InvitationState {}

  /**
   * There is no invitation, or it has expired.
   *
   * @param words a sentence or two
   * @param byHand whether somebody else can invite the device at the edge itself
   */
  record Failed(String words, boolean byHand) implements InvitationState {}
}
