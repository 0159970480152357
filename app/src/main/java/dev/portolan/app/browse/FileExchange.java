package dev.portolan.app.browse;

import java.io.IOException;
import java.nio.file.Path;

/** Single files from and to a device. Blocks. */
interface FileExchange {
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
   */
  void put(Path from, String path) throws IOException, InterruptedException;
}
