package dev.portolan.app.emoji;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a font of pictures where Linux desktops keep their fonts. */
public final class SystemEmojiFont {
  private static final Logger LOG = LoggerFactory.getLogger(SystemEmojiFont.class);
  private static final String USUAL = "notocoloremoji.ttf";
  private static final int MAX_FOLDERS_DEEP = 8;
  private static final int MAX_FILES = 50_000;
  private static final int MAX_TRIED = 16;

  private SystemEmojiFont() {}

  /**
   * Opens the first that can be read, those of the person before those of the system; null if there
   * is none. Blocks.
   *
   * @param environment variables, of which those of XDG and HOME count
   */
  public static @Nullable EmojiFont open(Map<String, String> environment) {
    return open(folders(environment));
  }

  static @Nullable EmojiFont open(Set<Path> folders) {
    for (Path file : candidates(folders)) {
      try {
        EmojiFont font = EmojiFont.open(file);
        LOG.debug("Emoji are drawn from {}", file);
        return font;
      } catch (IOException failure) {
        LOG.info("{} is not used for emoji: {}", file, failure.getMessage());
      }
    }
    return null;
  }

  static Set<Path> folders(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    Set<Path> folders = new LinkedHashSet<>();
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    add(folders, data.isEmpty() ? home + "/.local/share" : data, "fonts");
    add(folders, home, ".fonts");
    String all = environment.getOrDefault("XDG_DATA_DIRS", "");
    for (String each : (all + ":/usr/local/share:/usr/share").split(":", -1)) {
      add(folders, each, "fonts");
    }
    add(folders, "/run/current-system/sw/share", "X11/fonts");
    add(folders, "/run/host", "fonts");
    return folders;
  }

  private static void add(Set<Path> folders, String base, String below) {
    try {
      Path folder = Path.of(base, below);
      if (folder.isAbsolute()) {
        folders.add(folder.normalize());
      }
    } catch (InvalidPathException unusable) {
      LOG.debug("No folder of fonts: {}", unusable.getMessage());
    }
  }

  private static List<Path> candidates(Set<Path> folders) {
    Finder finder = new Finder();
    for (Path folder : folders) {
      try {
        Files.walkFileTree(
            folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_FOLDERS_DEEP, finder);
      } catch (IOException failure) {
        LOG.debug("Fonts in {} are not looked at", folder, failure);
      }
    }
    return finder.found.stream()
        .sorted(Comparator.comparing(file -> !name(file).equals(USUAL)))
        .limit(MAX_TRIED)
        .toList();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();
    private int seen;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file);
      if (name.contains("emoji") && (name.endsWith(".ttf") || name.endsWith(".otf"))) {
        found.add(file);
      }
      return ++seen < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
