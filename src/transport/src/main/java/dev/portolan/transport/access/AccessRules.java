package dev.portolan.transport.access;

import dev.portolan.transport.access.RuleWords.Word;
import dev.portolan.transport.message.RemoteText;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules in the order of their lines: the first that is for an operation decides, and what no line
 * is for is refused.
 *
 * <p>In its text form each line is one rule, a blank line nothing, and {@code #} starts a comment:
 *
 * <pre>
 * # allow|deny CLIENT DEVICE KIND[,KIND…] [TARGET…]
 * deny  *          *      tcp    169.254.0.0/16:*
 * allow alice,bob  *      tcp    10.0.0.0/8:22,80  *.example.com:443
 * allow alice      3fa1*  shell
 * allow bob        *      run    /usr/bin/systemctl status *
 * allow carol      *      get    /var/log
 * allow *          *      reload
 * </pre>
 *
 * <p>A device's own rules have the same form without CLIENT and DEVICE. What stands for TARGET is
 * told at {@link TargetPattern}, {@link CommandPattern} and {@link FolderPattern}; without any, a
 * line is for all of them. Immutable.
 */
public final class AccessRules {
  /** Nothing is allowed. */
  public static final AccessRules NONE = new AccessRules(List.of());

  /** Longer lines are no rules. */
  private static final int MAX_LINE_CHARS = 8_192;

  private final List<AccessRule> rules;

  /** Who reads the rules. */
  public enum Scope {
    /** An edge, which knows clients and devices. */
    EDGE("allow|deny CLIENT DEVICE KIND[,KIND] [TARGET ...]"),
    /** A device, for itself. */
    DEVICE("allow|deny KIND[,KIND] [TARGET ...]");

    private final String form;

    Scope(String form) {
      this.form = form;
    }

    String form() {
      return form;
    }
  }

  private AccessRules(List<AccessRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads the text form, which may begin with the mark that some editors put before UTF-8.
   *
   * @throws IllegalArgumentException with the number of the first bad line and what is wrong there
   */
  public static AccessRules parse(String text, Scope scope) {
    List<AccessRule> rules = new ArrayList<>();
    int number = 0;
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : plain.lines().toList()) {
      number++;
      try {
        if (line.length() > MAX_LINE_CHARS) {
          throw new IllegalArgumentException("the line is too long");
        }
        if (line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
          throw new IllegalArgumentException("there is a control character");
        }
        List<Word> words = RuleWords.split(line);
        if (!words.isEmpty()) {
          rules.add(AccessRule.parse(number, line.strip(), words, scope));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "line " + number + ": " + RemoteText.clean(String.valueOf(e.getMessage()), 300), e);
      }
    }
    return new AccessRules(rules);
  }

  /**
   * Judges one operation.
   *
   * @param client who asks; empty on a device, which does not know
   * @param device the id of the device, in lower case
   */
  public Verdict judge(String client, String device, Operation operation) {
    for (AccessRule rule : rules) {
      if (rule.decides(client, device, operation)) {
        return new Verdict(rule.effect() == AccessRule.Effect.ALLOW, rule.line(), rule.text());
      }
    }
    return Verdict.NONE;
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  /** How many rules there are, in words. */
  @Override
  public String toString() {
    return rules.size() == 1 ? "1 rule" : rules.size() + " rules";
  }

  /** What is probably not meant as it is written: sentences that begin with a line's number. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      AccessRule rule = rules.get(i);
      rules.subList(0, i).stream()
          .filter(earlier -> earlier.hides(rule))
          .findFirst()
          .ifPresent(
              earlier ->
                  warnings.add(
                      "line "
                          + rule.line()
                          + " decides nothing: line "
                          + earlier.line()
                          + " decides all that it is for"));
      if (rule.deniesNetworks()) {
        warnings.add(
            "line "
                + rule.line()
                + " does not hold back names that lead to these addresses: only the device knows"
                + " where a name leads, so give it rules of its own (portolan device --rules)");
      }
    }
    return warnings;
  }
}
