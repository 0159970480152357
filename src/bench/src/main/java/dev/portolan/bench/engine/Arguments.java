package dev.portolan.bench.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a role.
 *
 * @param named values of options by name
 * @param words positional arguments
 */
record Arguments(Map<String, String> named, List<String> words) {

  static Arguments parse(List<String> all) {
    Map<String, String> named = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).startsWith("--") && i + 1 < all.size()) {
        named.put(all.get(i).substring(2), all.get(++i));
      } else {
        words.add(all.get(i));
      }
    }
    return new Arguments(named, words);
  }

  String get(String name) {
    String value = named.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  Path file(String name) {
    return Path.of(get(name));
  }
}
