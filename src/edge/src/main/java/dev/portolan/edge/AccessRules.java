package dev.portolan.edge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of what is allowed; everything else is refused.
 *
 * <p>In its text form each line is one rule, a blank line nothing, and {@code #} starts a comment:
 *
 * <pre>
 * # allow CLIENT DEVICE TYPE[,TYPE…] [TARGET…]
 * allow alice  *          tcp,pty
 * allow bob    3fa1*      tcp      localhost:22 *:8080
 * allow *      *          reload
 * </pre>
 *
 * <p>In CLIENT, DEVICE and TARGET {@code *} stands for any run of characters. Types are {@code
 * tcp}, {@code udp}, {@code pty} (resizing included), {@code file}, {@code reload}, the number of
 * any other type ({@code 0x7f}) and {@code *}. A target is {@code host:port} as the client writes
 * it, or the command of a terminal; without targets a rule is for all of them.
 */
public final class AccessRules implements StreamAuthorizer {

  private final List<AccessRule> rules;

  private AccessRules(List<AccessRule> rules) {
    this.rules = rules;
  }

  /**
   * Reads the text form, which may begin with the mark that some editors put before UTF-8.
   *
   * @throws IllegalArgumentException with the number of the first bad line and what is wrong there
   */
  public static AccessRules parse(String text) {
    List<AccessRule> rules = new ArrayList<>();
    int number = 0;
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : plain.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String rule = comment < 0 ? line : line.substring(0, comment);
      if (rule.isBlank()) {
        continue;
      }
      try {
        rules.add(AccessRule.parse(rule));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    return new AccessRules(List.copyOf(rules));
  }

  @Override
  public @Nullable String refusal(StreamRequest request) {
    for (AccessRule rule : rules) {
      if (rule.allows(request)) {
        return null;
      }
    }
    return "you may not " + request.action() + " on this device: the edge's rules do not allow it";
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }
}
