package dev.portolan.app.browse;

/** How far the editing of a device's file is. */
public sealed interface EditState {
  /** The file is on its way to this computer. */
  record Fetching() implements EditState {}

  /** The editor has it, and it is as on the device. */
  record Editing() implements EditState {}

  /** What was saved is on its way to the device. */
  record Sending() implements EditState {}

  /** What was saved last is on the device. */
  record Sent() implements EditState {}

  /** The same, but the device does not keep what the file was before. */
  record SentForGood() implements EditState {}

  /**
   * Something was saved, but the file on the device is not the one that was fetched. It waits for
   * an answer.
   *
   * @param how what has become of it, one sentence
   */
  record ChangedThere(String how) implements EditState {}

  /**
   * The file was not fetched, or what was saved was not sent; it can be tried again.
   *
   * @param reason why, one sentence
   */
  record Failed(String reason) implements EditState {}

  /** The editing has ended, and the copy on this computer is removed. */
  record Closed() implements EditState {}
}
