package dev.portolan.app.store;

import java.nio.file.Path;

/** A notice about the profile for the user. */
public sealed interface ProfileNotice {
  /**
   * The file could not be parsed.
   *
   * @param kept its new location
   * @param backupUsed whether the backup was used; otherwise the profile is empty
   */
  record SetAside(Path kept, boolean backupUsed) implements ProfileNotice {}

  /** Another console has the profile, so changes are not saved. */
  record OpenElsewhere() implements ProfileNotice {}

  /**
   * It was written by a newer version, so changes are not saved.
   *
   * @param version the format's version
   */
  record FromNewerVersion(int version) implements ProfileNotice {}

  /**
   * Some entries are from a newer version. They are kept, but not shown.
   *
   * @param count the number of entries
   */
  record Unread(int count) implements ProfileNotice {}

  /**
   * The folder or file cannot be read or written, so changes are not saved.
   *
   * @param reason the operating system's reason
   */
  record NoAccess(String reason) implements ProfileNotice {}
}
