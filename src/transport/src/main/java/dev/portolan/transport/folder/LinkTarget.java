package dev.portolan.transport.folder;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a link of an archive leads.
 *
 * <p>It may first climb, through the folders that it lies in, and then only go down. Whatever it
 * goes down through then leads to the inside, also if it is a link: that one is checked in the same
 * way. A step up behind a step down could climb out of the folder that a link has led to.
 */
public final class LinkTarget {
  private LinkTarget() {}

  /**
   * The target, checked to be below the top of the archive.
   *
   * @param link the components of the link's own name
   * @throws IllegalArgumentException with a plain sentence if it is not
   */
  public static String check(String target, List<String> link, boolean windows) {
    if (link.size() == 1) {
      throw refused(link, "it is all that was asked for");
    }
    if (target.equals(".")) {
      return target;
    }
    if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
      throw refused(link, "its target is not relative");
    }
    if (EntryName.bytes(target) > EntryName.MAX_PATH_BYTES) {
      throw refused(link, "its target is too long");
    }
    List<String> down = new ArrayList<>(List.of(target.split("/", -1)));
    int up = 0;
    while (!down.isEmpty() && down.getFirst().equals("..")) {
      down.removeFirst();
      up++;
    }
    // The link's own name and the top are no folders that it may climb out of.
    if (up > link.size() - 2) {
      throw refused(link, "it leads out of '" + link.getFirst() + "'");
    }
    for (String step : down) {
      if (step.isEmpty()
          || step.equals(".")
          || step.equals("..")
          || (windows && !EntryName.isForWindows(step))) {
        throw refused(link, "its target could lead anywhere");
      }
    }
    return target;
  }

  private static IllegalArgumentException refused(List<String> link, String reason) {
    return new IllegalArgumentException(
        "the link '" + String.join("/", link) + "' is refused: " + reason);
  }
}
