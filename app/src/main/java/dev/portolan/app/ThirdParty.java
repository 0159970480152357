package dev.portolan.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The works of others that the program is made with, and their licences; any thread. */
public final class ThirdParty {
  private static final Pattern RULE = Pattern.compile("(?m)^={80}\n");
  private static final String OF_JAVA = ".md";

  private ThirdParty() {}

  /**
   * One work or one licence.
   *
   * @param title its name
   * @param text its licence, notices and copyright
   */
  public record Notice(String title, String text) {}

  /**
   * All notices: what the build found, and what the Java that runs this tells of itself. It reads
   * files.
   */
  public static List<Notice> read() throws IOException {
    List<Notice> notices = new ArrayList<>(ofProgram());
    notices.addAll(ofJava(Path.of(System.getProperty("java.home"), "legal")));
    return List.copyOf(notices);
  }

  /** What the build found; see {@code build/ThirdParty.java}, which writes it. */
  private static List<Notice> ofProgram() throws IOException {
    try (InputStream file = ThirdParty.class.getResourceAsStream("THIRD-PARTY.txt")) {
      if (file == null) {
        throw new IOException("THIRD-PARTY.txt is missing from the program");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return RULE.splitAsStream(text).skip(1).map(ThirdParty::notice).toList();
    }
  }

  private static Notice notice(String section) {
    int end = section.indexOf('\n');
    return new Notice(section.substring(0, end), section.substring(end + 1).strip());
  }

  /**
   * A file for each work in Java, in a folder for each module; several modules may have the same.
   */
  static List<Notice> ofJava(Path legal) throws IOException {
    if (!Files.isDirectory(legal)) {
      return List.of();
    }
    TreeMap<String, String> works = new TreeMap<>();
    try (Stream<Path> files = Files.walk(legal, 2)) {
      for (Path file : files.filter(ThirdParty::isOfJava).sorted().toList()) {
        String name = file.getFileName().toString();
        works.putIfAbsent(
            "Java: " + name.substring(0, name.length() - OF_JAVA.length()),
            Files.readString(file).strip());
      }
    }
    return works.entrySet().stream()
        .map(each -> new Notice(each.getKey(), each.getValue()))
        .toList();
  }

  /** A module may have such a name, too, and is a folder. */
  private static boolean isOfJava(Path file) {
    return file.toString().endsWith(OF_JAVA) && Files.isRegularFile(file);
  }
}
