package dev.portolan.app.terminal;

import java.net.URI;

/**
 * A link in the text.
 *
 * @param label the visible text
 * @param declared whether a program declared it, so that the label may differ from the address
 */
public record TextLink(URI address, String label, TextRange range, boolean declared) {
  /** Whether the label equals the address. */
  public boolean isPlain() {
    return !declared || label.strip().equals(address.toString());
  }
}
