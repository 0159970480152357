package dev.portolan.app.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares two texts by lines: Myers' algorithm, limited, because its time and memory grow with the
 * square of the number of differences.
 */
public final class LineDiff {
  private static final int MAX_DIFFERENCES = 2_000;

  private final List<String> old;
  private final List<String> fresh;

  /** The farthest reach of each path, per number of differences. */
  private final List<int[]> reaches = new ArrayList<>();

  /**
   * A line of the comparison.
   *
   * @param text the line, without its end
   */
  public record Line(Side side, String text) {}

  /** Where a line is. */
  public enum Side {
    BOTH(" "),
    OLD("-"),
    NEW("+");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    /** The sign in front of such a line. */
    public String sign() {
      return sign;
    }
  }

  private LineDiff(List<String> old, List<String> fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  /**
   * Compares two texts. If they differ in more than 2,000 lines, all lines between the first and
   * the last difference count as different.
   */
  public static List<Line> of(String old, String fresh) {
    List<String> from = old.lines().toList();
    List<String> to = fresh.lines().toList();
    int least = Math.min(from.size(), to.size());
    int begin = 0;
    while (begin < least && from.get(begin).equals(to.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < least - begin
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    List<Line> lines = new ArrayList<>();
    add(lines, Side.BOTH, from.subList(0, begin));
    lines.addAll(
        new LineDiff(from.subList(begin, from.size() - end), to.subList(begin, to.size() - end))
            .middle());
    add(lines, Side.BOTH, from.subList(from.size() - end, from.size()));
    return lines;
  }

  private static void add(List<Line> lines, Side side, List<String> texts) {
    texts.forEach(text -> lines.add(new Line(side, text)));
  }

  private List<Line> middle() {
    int most = Math.min(MAX_DIFFERENCES, old.size() + fresh.size());
    int[] reach = new int[2 * most + 3];
    for (int count = 0; count <= most; count++) {
      if (step(reach, most + 1, count)) {
        reaches.add(reach);
        return path(count);
      }
      reaches.add(java.util.Arrays.copyOfRange(reach, most + 1 - count, most + 2 + count));
    }
    List<Line> all = new ArrayList<>();
    add(all, Side.OLD, old);
    add(all, Side.NEW, fresh);
    return all;
  }

  /** Extends all paths by one difference. Returns whether one has arrived at the end. */
  private boolean step(int[] reach, int zero, int count) {
    for (int diagonal = -count; diagonal <= count; diagonal += 2) {
      boolean down =
          diagonal == -count
              || (diagonal != count && reach[zero + diagonal - 1] < reach[zero + diagonal + 1]);
      int x = down ? reach[zero + diagonal + 1] : reach[zero + diagonal - 1] + 1;
      int y = x - diagonal;
      while (x < old.size() && y < fresh.size() && old.get(x).equals(fresh.get(y))) {
        x++;
        y++;
      }
      reach[zero + diagonal] = x;
      if (x >= old.size() && y >= fresh.size()) {
        return true;
      }
    }
    return false;
  }

  /** Follows the path back from the end. */
  private List<Line> path(int count) {
    List<Line> backwards = new ArrayList<>();
    int x = old.size();
    int y = fresh.size();
    for (int left = count; left > 0; left--) {
      int[] before = reaches.get(left - 1);
      int middle = left - 1; // the index of diagonal 0
      int diagonal = x - y;
      boolean down =
          diagonal == -left
              || (diagonal != left
                  && at(before, middle + diagonal - 1) < at(before, middle + diagonal + 1));
      int from = down ? diagonal + 1 : diagonal - 1;
      int startX = at(before, middle + from);
      int startY = startX - from;
      int afterX = down ? startX : startX + 1;
      while (x > afterX) {
        backwards.add(new Line(Side.BOTH, old.get(--x)));
        y--;
      }
      backwards.add(
          down ? new Line(Side.NEW, fresh.get(startY)) : new Line(Side.OLD, old.get(startX)));
      x = startX;
      y = startY;
    }
    while (x > 0) {
      backwards.add(new Line(Side.BOTH, old.get(--x)));
    }
    return backwards.reversed();
  }

  private static int at(int[] reach, int index) {
    return index < 0 || index >= reach.length ? -1 : reach[index];
  }
}
