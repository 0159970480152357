package dev.portolan.app.faults;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the window shows of one device, in its own words.
 *
 * @param row its row in the list, as a screen reader reads it
 * @param presence whether it is there: Online, Offline or Unknown
 * @param page the state on its page
 * @param banner what stands across its page; empty if nothing
 * @param tunnels the states in its table of tunnels
 * @param shell the state of its shell
 * @param shellBanner what stands across its shell; empty if nothing
 * @param status the foot of the window
 */
record Shown(
    String row,
    String presence,
    String page,
    String banner,
    List<String> tunnels,
    String shell,
    String shellBanner,
    String status) {

  /** What can be the matter, with the words that tell it. */
  enum Truth {
    /** All is there. */
    UP(" – Connected", "Online", "Connected.*", "", "Listening|In use \\(\\d+\\)", "Connected", ""),
    /** The device is gone. */
    NO_DEVICE(
        " – Offline since ",
        "Offline",
        "Offline since .*",
        ".*not connected to .*",
        "Waiting for device",
        "Waiting",
        ".* is offline since .*"),
    /** The device does not answer its edge; what is open there may go on. */
    SILENT_DEVICE(
        " – Offline since ",
        "Offline",
        "Offline since .*",
        ".*does not answer\\. .*",
        "Waiting for device",
        "Stale",
        ".* is not sent until it answers\\."),
    /** The device and its edge are there, but not connected; as long as that, so may we be. */
    NOT_CONNECTED(
        "",
        "Offline|Unknown",
        "Offline since .*|Retry .*",
        ".+",
        "Waiting for device|Retry .*",
        "Waiting|Lost",
        ".* is offline since .*|Link lost at .*"),
    /** The edge is gone. */
    NO_EDGE(" – Retry ", "Unknown", "Retry .*", ".+", "Retry .*", "Lost", "Link lost at .*"),
    /** The edge does not answer. */
    SILENT_EDGE(
        " – Stale",
        "Unknown",
        "Stale.*",
        ".+",
        "Stale",
        "Stale",
        ".* is not sent until it answers\\.");

    private final String row;
    private final Pattern presence;
    private final Pattern page;
    private final Pattern banner;
    private final Pattern tunnel;
    private final Pattern shell;
    private final Pattern shellBanner;

    Truth(
        String row,
        String presence,
        String page,
        String banner,
        String tunnel,
        String shell,
        String shellBanner) {
      this.row = row;
      this.presence = Pattern.compile(presence);
      this.page = Pattern.compile(page);
      this.banner = Pattern.compile(banner);
      this.tunnel = Pattern.compile(tunnel);
      this.shell = Pattern.compile(shell);
      this.shellBanner = Pattern.compile(shellBanner);
    }
  }

  /** Whether every word is as this truth wants it. */
  boolean tells(Truth truth) {
    return row.contains(truth.row)
        && truth.presence.matcher(presence).matches()
        && truth.page.matcher(page).matches()
        && truth.banner.matcher(banner).matches()
        && !tunnels.isEmpty()
        && tunnels.stream().allMatch(state -> truth.tunnel.matcher(state).matches())
        && truth.shell.matcher(shell).matches()
        && truth.shellBanner.matcher(shellBanner).matches()
        && status.contains("6 tunnels")
        && status.contains("3 shells");
  }

  /** Everything in a line. */
  String words() {
    return String.join(
        " | ", row, presence, page, banner, String.join(", ", tunnels), shell, shellBanner, status);
  }

  /** What matters most, for a table. */
  String brief() {
    return page + "; tunnels " + String.join(", ", tunnels) + "; shell " + shell;
  }
}
