package dev.portolan.app.store;

import java.nio.file.Path;

/** Something about the profile that its owner must be told. */
public sealed interface ProfileNotice {
  /**
   * The file could not be understood.
   *
   * @param kept where it was put
   * @param backupUsed whether the last good one took its place; otherwise we start empty
   */
  record SetAside(Path kept, boolean backupUsed) implements ProfileNotice {}

  /** Another console has the profile; what is changed in this one is not kept. */
  record OpenElsewhere() implements ProfileNotice {}

  /**
   * It was written by a later version of Portolan; what is changed is not kept.
   *
   * @param version of its form
   */
  record FromNewerVersion(int version) implements ProfileNotice {}

  /**
   * A later version of Portolan made some entries; they are kept, and not shown.
   *
   * @param count of entries
   */
  record Unread(int count) implements ProfileNotice {}

  /**
   * The folder or file cannot be read or written; what is changed is not kept.
   *
   * @param reason as the operating system tells it
   */
  record NoAccess(String reason) implements ProfileNotice {}
}
