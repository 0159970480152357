package dev.portolan.app.transfer;

import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.problem.EdgeException;
import java.io.IOException;

/** Failures in one plain sentence. */
final class Sentence {
  private Sentence() {}

  static String of(IOException failure) {
    String text =
        failure instanceof EdgeException edge
            ? edge.getMessage()
            : TransferException.of(failure).getMessage();
    String begun =
        text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return begun.matches("(?s).*[.!?…]") ? begun : begun + ".";
  }
}
