package dev.portolan.installer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What Debian wants to know of a package beside its contents: whose it is, and what is new. */
final class DebianFiles {
  private static final int WIDTH = 72;

  /** Where the head of a gzip file says how hard its maker tried, and the word for most. */
  private static final int EXTRA_FLAGS = 8;

  private static final byte MOST_COMPRESSION = 2;

  private final String name;
  private final Path licences;
  private final Path changelog;
  private final Product product;
  private final Instant time;

  /**
   * Makes them from the files of the project.
   *
   * @param project its folder
   * @param time when the package was made
   * @param name the package's name, which is that of its folder in {@code /opt}, too
   */
  DebianFiles(Path project, Product product, Instant time, String name) {
    this.name = name;
    this.licences = project.resolve("assets/licences");
    this.changelog = project.resolve("CHANGELOG.md");
    this.product = product;
    this.time = time;
  }

  /** The file {@code copyright}, which programs can read. */
  String copyright() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Upstream-Name: %s
            Upstream-Contact: %s
            Source: %s
            Comment: The notices of all works are in /opt/%s/THIRD-PARTY.txt, those of
             Java in /opt/%s/lib/runtime/legal.

            Files: *
            Copyright: 2026 %s
            License: %s
            """
                .formatted(
                    Product.NAME,
                    Product.MAINTAINER,
                    Product.HOMEPAGE,
                    name,
                    name,
                    Product.VENDOR,
                    Product.LICENCE));
    Set<String> used = new TreeSet<>(Set.of(Product.LICENCE));
    for (Map<String, List<String>> work : Stanzas.read(licences.resolve("components.txt")).all()) {
      List<String> files = files(work);
      if (files.isEmpty()) {
        continue;
      }
      String licence = work.getOrDefault("Licence", List.of()).getFirst();
      used.add(licence);
      text.append("\nFiles: ").append(String.join("\n ", files)).append("\nCopyright: ");
      List<String> holders =
          work.getOrDefault("Copyright", List.of("see /opt/" + name + "/THIRD-PARTY.txt"));
      text.append(String.join("\n ", holders));
      text.append("\nLicense: ").append(debianName(licence));
      text.append("\nComment: ").append(work.getOrDefault("Name", List.of()).getFirst());
      text.append('\n');
    }
    for (String licence : used) {
      text.append("\nLicense: ").append(debianName(licence)).append('\n').append(body(licence));
    }
    return text.toString();
  }

  /** Where in the package a work is; nowhere, if it is in a file of another one. */
  private List<String> files(Map<String, List<String>> work) {
    return Stream.concat(
            work.getOrDefault("Jars", List.of()).stream()
                .flatMap(names -> Stream.of(names.split(" ", -1)))
                .map(jar -> lib() + "app/" + (jar.endsWith("*") ? jar : jar + "-*") + ".jar"),
            work.getOrDefault("Files", List.of()).stream().map(file -> lib() + file))
        .toList();
  }

  private String lib() {
    return "opt/" + name + "/lib/";
  }

  private static String debianName(String licence) {
    return licence.replace(
        "GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2 with Classpath exception");
  }

  /** The text of a licence, or where every Debian has it. */
  private String body(String licence) throws IOException {
    String common =
        licence.startsWith("GPL-2.0") ? "GPL-2" : licence.equals("Apache-2.0") ? licence : "";
    String text =
        common.isEmpty() || common.startsWith("GPL")
            ? Files.readString(licences.resolve("texts").resolve(licence + ".txt"))
            : "";
    if (common.startsWith("GPL")) {
      text = text.substring(text.indexOf("\"CLASSPATH\" EXCEPTION"));
    }
    if (!common.isEmpty()) {
      text +=
          "\nOn Debian systems the text of this licence is in /usr/share/common-licenses/"
              + common
              + ".\n";
    }
    return text.strip()
        .lines()
        .map(line -> line.isBlank() ? " ." : " " + line.stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Writes {@code changelog.gz}: the newest section of the project's own. */
  void writeChangelog(Path file) throws IOException {
    writePacked(file, changelogText());
  }

  String changelogText() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "%s (%s) stable; urgency=medium\n".formatted(name, product.linuxVersion()));
    String point = "";
    for (String line : newest()) {
      if (line.startsWith("- ")) {
        appendPoint(text, point);
        point = line.substring(2);
      } else if (line.startsWith("  ")) {
        point += " " + line.strip();
      } else {
        appendPoint(text, point);
        point = "";
        if (line.startsWith("### ")) {
          text.append("\n  [ ").append(line.substring(4)).append(" ]\n");
        }
      }
    }
    appendPoint(text, point);
    return text.append("\n -- ")
        .append(Product.MAINTAINER)
        .append("  ")
        .append(
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(time.atOffset(ZoneOffset.UTC)))
        .append('\n')
        .toString();
  }

  private List<String> newest() throws IOException {
    return Files.readAllLines(changelog).stream()
        .dropWhile(line -> !line.startsWith("## "))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }

  private static void appendPoint(StringBuilder text, String point) {
    if (!point.isEmpty()) {
      text.append("  * ").append(String.join("\n    ", lines(point))).append('\n');
    }
  }

  /** A text in lines of a width that every terminal has. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Packs a text as small as it gets; two builds make the same file. */
  static void writePacked(Path file, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Gzip out = new Gzip(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] packed = bytes.toByteArray();
    packed[EXTRA_FLAGS] = MOST_COMPRESSION;
    Files.createDirectories(file.getParent());
    Files.write(file, packed);
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
