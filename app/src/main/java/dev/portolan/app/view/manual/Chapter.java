package dev.portolan.app.view.manual;

import java.util.List;
import java.util.Locale;
import org.commonmark.node.Node;

/**
 * A chapter of the manual.
 *
 * @param id what links name it by: the anchor of its heading, or the name of its file
 * @param title its heading
 * @param blocks its text below the heading, not to be changed
 * @param words its text in lower case, for searching
 */
record Chapter(String id, String title, List<Node> blocks, String words) {
  Chapter {
    blocks = List.copyOf(blocks);
  }

  /** Whether its text has each of these words. */
  boolean has(List<String> wanted) {
    return wanted.stream().map(word -> word.toLowerCase(Locale.ROOT)).allMatch(words::contains);
  }
}
