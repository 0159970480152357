package dev.portolan.app.view.files;

/** What a pane shows instead of rows, or with them. */
sealed interface FolderState {
  /** Nothing was asked for yet. */
  record Idle() implements FolderState {}

  /** Being listed. */
  record Loading() implements FolderState {}

  /**
   * Listed.
   *
   * @param truncated whether there is more in it than is listed
   */
  record Listed(boolean truncated) implements FolderState {}

  /**
   * Cannot be listed.
   *
   * @param reason why, and what to do
   * @param byPath whether a path can be typed all the same
   */
  record Failed(String reason, boolean byPath) implements FolderState {}
}
