package dev.portolan.app.browse;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.app.browse.RemoteEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A decoded listing as the scripts write it.
 *
 * <p>It begins with a letter. {@code m}, {@code o}, {@code d}: there is no such folder, there is
 * something else, it may not be read. Otherwise the letter tells which program has listed the
 * folder, the folder's path follows, and for each entry: the marker, attributes and name, the
 * marker, where it leads if it is a link.
 *
 * <p>It is handled as a text of bytes, because names have no charset.
 */
final class Listing {
  /** Most entries that are kept. */
  static final int ENTRIES = 50_000;

  private static final int PATH_BYTES = 4_096;

  /** {@code find}: kind, what it leads to, mode, size, time, name. */
  private static final Pattern FIND =
      Pattern.compile(
          "([A-Za-z?])([A-Za-z?]) ([0-7]{1,5}) (\\d{1,18}) (-?\\d{1,18}) (.+)", Pattern.DOTALL);

  /** {@code stat}: mode with kind, size, time, name. */
  private static final Pattern STAT =
      Pattern.compile("([0-9a-f]{1,8}) (\\d{1,18}) (-?\\d{1,18}) \\./(.+)", Pattern.DOTALL);

  /** {@code stat} of what a link leads to: mode with kind, the link's name. */
  private static final Pattern LED = Pattern.compile("\\+([0-9a-f]{1,8}) \\./(.+)", Pattern.DOTALL);

  /** The shell's own tests: kind, what it leads to, name. */
  private static final Pattern TESTED = Pattern.compile("([fdol])([fdoN]) (.+)", Pattern.DOTALL);

  /** Windows: kind, what it leads to, letters, size, time, name. */
  private static final Pattern WINDOWS =
      Pattern.compile("([fdl])([fdN]) ([a-z]{0,8}) (\\d{1,18}) (-?\\d{1,18}) (.+)", Pattern.DOTALL);

  private final boolean windows;
  private final Map<String, RemoteEntry> entries = new LinkedHashMap<>();

  private Listing(boolean windows) {
    this.windows = windows;
  }

  /**
   * Parses a listing.
   *
   * @param truncated whether there was more of it; the last entry may then be half
   */
  static RemoteFolder parse(byte[] listing, ListingMarker marker, boolean truncated)
      throws BrowseException {
    String[] parts =
        new String(listing, StandardCharsets.ISO_8859_1).split(Pattern.quote(marker.word()), -1);
    String head = parts[0];
    char program = head.isEmpty() ? '?' : head.charAt(0);
    String path = path(head);
    Listing parsed = new Listing(program == 'w');
    int end = truncated ? Math.max(1, (parts.length - 1) / 2 * 2 - 1) : parts.length;
    if (end % 2 == 0) {
      throw ListingReader.bad("half an entry is missing");
    }
    int last = 1;
    while (last < end && parsed.entries.size() < ENTRIES) {
      parsed.add(program, parts[last], parts[last + 1]);
      last += 2;
    }
    return new RemoteFolder(path, List.copyOf(parsed.entries.values()), truncated || last < end);
  }

  private static String path(String head) throws BrowseException {
    switch (head.isEmpty() ? '?' : head.charAt(0)) {
      case 'm' ->
          throw new BrowseException(
              Reason.MISSING, "There is no such folder on the device.", "Check its path.");
      case 'o' ->
          throw new BrowseException(
              Reason.NO_FOLDER, "That is no folder on the device.", "Open the folder it is in.");
      case 'd' ->
          throw new BrowseException(
              Reason.NOT_PERMITTED,
              "The device's account may not read this folder.",
              "Choose another, or ask who looks after the device.");
      case 'f', 's', 't', 'w' -> {}
      default -> throw ListingReader.bad("it does not begin as one");
    }
    EntryName path = EntryName.of(head.substring(1));
    if (!path.isText() || !RemotePath.isAbsolute(path.shown()) || head.length() > PATH_BYTES) {
      throw ListingReader.bad("the folder's path is unusable");
    }
    return path.shown();
  }

  private void add(char program, String attributes, String target) throws BrowseException {
    switch (program) {
      case 'f' -> {
        Matcher m = match(FIND, attributes);
        Kind kind = kind(m.group(1));
        int mode = Integer.parseInt(m.group(3), 8);
        Kind led = kind == Kind.LINK ? kind(m.group(2)) : kind;
        add(m.group(6), kind, led, size(m.group(4)), m.group(5), permissions(mode), target);
      }
      case 's' -> addStat(attributes, target);
      case 't' -> {
        Matcher m = match(TESTED, attributes);
        add(m.group(3), kind(m.group(1)), kind(m.group(2)), -1, "", "", "");
      }
      case 'w' -> {
        Matcher m = match(WINDOWS, attributes);
        long size = size(m.group(4));
        add(m.group(6), kind(m.group(1)), kind(m.group(2)), size, m.group(5), m.group(3), target);
      }
      default -> throw ListingReader.bad("it does not begin as one");
    }
  }

  private void addStat(String attributes, String target) throws BrowseException {
    if (attributes.startsWith("+")) {
      Matcher m = match(LED, attributes);
      RemoteEntry link = entries.get(m.group(2));
      if (link != null && link.kind() == Kind.LINK) {
        Kind led = kind(Integer.parseInt(m.group(1), 16));
        entries.put(m.group(2), withLed(link, led));
      }
      return;
    }
    Matcher m = match(STAT, attributes);
    int mode = (int) Long.parseLong(m.group(1), 16);
    String name = m.group(4);
    // Where links lead is written as 'NAME' -> 'TARGET', with a line end.
    String before = "'./" + name + "' -> '";
    boolean known = target.startsWith(before) && target.endsWith("'\n");
    String leads = known ? target.substring(before.length(), target.length() - 2) : "";
    Kind kind = kind(mode);
    add(name, kind, kind, size(m.group(2)), m.group(3), permissions(mode), leads);
  }

  private static RemoteEntry withLed(RemoteEntry link, Kind led) {
    return new RemoteEntry(
        link.raw(),
        link.name(),
        link.askable(),
        link.kind(),
        led,
        link.bytes(),
        link.modified(),
        link.permissions(),
        link.target());
  }

  private static Matcher match(Pattern pattern, String attributes) throws BrowseException {
    Matcher matcher = pattern.matcher(attributes);
    if (!matcher.matches()) {
      throw ListingReader.bad("an entry is not what it should be");
    }
    return matcher;
  }

  private static long size(String digits) {
    return Long.parseLong(digits);
  }

  private void add(
      String raw,
      Kind kind,
      Kind led,
      long bytes,
      String seconds,
      String permissions,
      String target)
      throws BrowseException {
    EntryName name = EntryName.of(raw);
    if (!name.isEntry(windows)) {
      throw ListingReader.bad("a name in it cannot be one");
    }
    entries.put(
        raw,
        new RemoteEntry(
            raw,
            name.shown(),
            name.isText(),
            kind,
            led,
            kind == Kind.FILE ? bytes : -1,
            seconds.isEmpty() ? null : time(Long.parseLong(seconds)),
            permissions,
            target.isEmpty() ? null : EntryName.of(target).shown()));
  }

  private static @Nullable Instant time(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException outOfRange) {
      return null;
    }
  }

  /** By the letters of {@code find}. */
  private static Kind kind(String letter) {
    return switch (letter) {
      case "f" -> Kind.FILE;
      case "d" -> Kind.FOLDER;
      case "l", "N", "L", "?" -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  /** By the bits of {@code st_mode}. */
  private static Kind kind(int mode) {
    return switch (mode >> 12 & 0xf) {
      case 8 -> Kind.FILE;
      case 4 -> Kind.FOLDER;
      case 10 -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  /** As {@code ls} writes them. */
  private static String permissions(int mode) {
    StringBuilder letters = new StringBuilder(9);
    for (int bit = 8; bit >= 0; bit--) {
      letters.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    special(letters, 2, mode >> 11 & 1, 's');
    special(letters, 5, mode >> 10 & 1, 's');
    special(letters, 8, mode >> 9 & 1, 't');
    return letters.toString();
  }

  private static void special(StringBuilder letters, int at, int set, char letter) {
    if (set != 0) {
      boolean runs = letters.charAt(at) == 'x';
      letters.setCharAt(at, runs ? letter : Character.toUpperCase(letter));
    }
  }
}
