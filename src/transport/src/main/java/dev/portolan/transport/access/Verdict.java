package dev.portolan.transport.access;

/**
 * What rules say to one operation.
 *
 * @param allowed whether it may be done
 * @param line the number of the line that decided, from 1; 0 if no line is for it
 * @param rule the text of that line; empty without one
 */
public record Verdict(boolean allowed, int line, String rule) {
  static final Verdict NONE = new Verdict(false, 0, "");

  /** One line for whoever looks after the rules. */
  @Override
  public String toString() {
    return line == 0
        ? "refused: no line allows it"
        : (allowed ? "allowed" : "refused") + " by line " + line + ": " + rule;
  }
}
