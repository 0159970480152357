package dev.portolan.transport.file;

import org.jspecify.annotations.Nullable;

/**
 * How files were transferred.
 *
 * @param sha256 the check sum of the archive, in hexadecimal, which both ends have found; null if
 *     the far side knows only the plain form, so that nobody has compared anything
 * @param resumedBytes how many bytes of files were there already, from a transfer that was cut off
 */
public record TransferResult(@Nullable String sha256, long resumedBytes) {
  static final TransferResult PLAIN = new TransferResult(null, 0);

  /** Whether both ends have the same. */
  public boolean isVerified() {
    return sha256 != null;
  }
}
