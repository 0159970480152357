package dev.portolan.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of a device's agent, such as 2026.19.
 *
 * @param text as the server has it; empty if it does not know it
 */
public record AgentVersion(String text) {
  /** The first that transfers files. */
  public static final AgentVersion FILES = new AgentVersion("2026.19");

  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,7}");

  /** Whether it is this version or a newer one; one that is no numbers with dots is not. */
  public boolean isAtLeast(AgentVersion required) {
    List<Integer> own = numbers();
    List<Integer> wanted = required.numbers();
    if (own.isEmpty()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      int number = i < own.size() ? own.get(i) : 0;
      if (number != wanted.get(i)) {
        return number > wanted.get(i);
      }
    }
    return true;
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    if (NUMBERS.matcher(text).matches()) {
      for (String number : text.split("\\.", -1)) {
        numbers.add(Integer.valueOf(number));
      }
    }
    return numbers;
  }

  @Override
  public String toString() {
    return text;
  }
}
