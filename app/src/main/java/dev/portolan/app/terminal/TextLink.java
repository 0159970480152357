package dev.portolan.app.terminal;

import java.net.URI;

/**
 * A link in the text.
 *
 * @param label what stands on the screen
 * @param declared whether a program gave the address, so that the label may say something else
 */
public record TextLink(URI address, String label, TextRange range, boolean declared) {
  /** Whether the label is no more than the address itself, so that nobody is led astray. */
  public boolean isPlain() {
    return !declared || label.strip().equals(address.toString());
  }
}
