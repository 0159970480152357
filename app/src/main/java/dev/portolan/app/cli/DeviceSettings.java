package dev.portolan.app.cli;

import dev.portolan.device.ShellSettings;
import dev.portolan.transport.access.AccessRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a device's configuration file says: a setting or a rule on each line, where {@code #} starts
 * a comment.
 *
 * @param shells how shells and commands run
 * @param rules what may be opened; none if the file has none
 */
record DeviceSettings(ShellSettings shells, Optional<AccessRules> rules) {

  /** What begins a rule. */
  private static final Set<String> EFFECTS = Set.of("allow", "deny");

  /** What changes a setting by the text behind its word. */
  private static final Map<String, BiFunction<ShellSettings, String, ShellSettings>> SETTINGS =
      Map.of(
          "user",
          ShellSettings::withUser,
          "shell",
          (shells, command) -> shells.withShell(List.of(command.split("[ \t]+"))),
          "folder",
          ShellSettings::withFolder,
          "shells",
          (shells, most) -> shells.withLimit(limit(most)));

  private static final String KEYS = "user, shell, folder, shells, allow and deny";

  /**
   * Reads the text of a file; blocks.
   *
   * @param rulesElsewhere whether rules were given by options, so that there may be none here
   * @throws IllegalArgumentException with the number of the first bad line and what is wrong there
   */
  static DeviceSettings parse(String text, boolean rulesElsewhere) {
    ShellSettings shells = ShellSettings.DEFAULT;
    Set<String> seen = new HashSet<>();
    StringBuilder rules = new StringBuilder();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        String[] words = line.strip().split("[ \t]+", 2);
        boolean rule = EFFECTS.contains(words[0]);
        // the other lines stay as empty ones, so that a rule has its own number
        rules.append(rule ? line : "").append('\n');
        if (rule && rulesElsewhere) {
          throw new IllegalArgumentException("the rules are given by --rules or --allow");
        }
        if (!rule && !words[0].isEmpty() && !words[0].startsWith("#")) {
          if (!seen.add(words[0])) {
            throw new IllegalArgumentException("'" + words[0] + "' is on a line before");
          }
          shells = set(shells, words[0], words.length == 1 ? "" : withoutComment(words[1]));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    boolean ruled = !rules.toString().isBlank();
    if (seen.isEmpty() && !ruled) {
      // A file that is being written must not mean that everything is allowed.
      throw new IllegalArgumentException("it says nothing; without the file everything is allowed");
    }
    return new DeviceSettings(
        shells,
        ruled
            ? Optional.of(AccessRules.parse(rules.toString(), AccessRules.Scope.DEVICE))
            : Optional.empty());
  }

  private static String withoutComment(String value) {
    return value.replaceFirst("(^|[ \t])#.*", "").strip();
  }

  private static ShellSettings set(ShellSettings shells, String key, String value) {
    BiFunction<ShellSettings, String, ShellSettings> setting = SETTINGS.get(key);
    if (setting == null) {
      throw new IllegalArgumentException(
          "a line begins with one of " + KEYS + ", or with # for a comment");
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("'" + key + "' has no value");
    }
    return setting.apply(shells, value);
  }

  private static int limit(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'shells' is a number", e);
    }
  }

  /** In a few words. */
  @Override
  public String toString() {
    return shells + "; " + rules.map(AccessRules::toString).orElse("no rules");
  }
}
