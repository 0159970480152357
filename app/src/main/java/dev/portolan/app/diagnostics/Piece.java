package dev.portolan.app.diagnostics;

import java.nio.charset.StandardCharsets;

/**
 * A file of the bundle.
 *
 * @param name the file's name
 * @param text its content
 */
public record Piece(String name, String text) {
  /** The length of the content in bytes. */
  public int size() {
    return bytes().length;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
