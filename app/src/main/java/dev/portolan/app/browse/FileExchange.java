package dev.portolan.app.browse;

import java.io.IOException;
import java.nio.file.Path;

/** Single files from and to a device. Blocks. */
interface FileExchange {
  /** What has become of a file that was replaced. */
  enum Previous {
    /** The device keeps it, if there was one. */
    KEPT,
    /** This device, or its edge, keeps none. */
    GONE
  }

  /**
   * Gets a file.
   *
   * @param path its absolute path on the device
   * @param to where it goes; replaced if it exists
   * @throws dev.portolan.transport.problem.EdgeException if the device refuses it
   */
  void get(String path, Path to) throws IOException, InterruptedException;

  /**
   * Sends a file.
   *
   * @param path its absolute path on the device; replaced if it exists
   * @return whether what was replaced is kept there
   */
  Previous put(Path from, String path) throws IOException, InterruptedException;
}
