import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Writes the notices of third parties from {@code assets/licences} and from what the program's jars
 * bring in {@code META-INF}. It fails on a jar that no component names, on a component that has no
 * jar any more, and on a licence whose text is not there: then people would get somebody's work
 * without the words that must go with it.
 *
 * <p>Arguments: the folder {@code assets/licences}, the file to write, the class path of the
 * program.
 */
class ThirdParty {
  private static final String RULE = "=".repeat(80);
  private static final String THIN_RULE = "-".repeat(72);

  private static final String INTRODUCTION =
      """
      Portolan is licensed under the Apache License 2.0. It is made with the works of others, which
      are listed here with their licences. The text of each licence stands once, at the end.
      """;

  /** What a jar says about its licence. */
  private static final Pattern LEGAL =
      Pattern.compile("META-INF/(.*/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Path folder;
  private final List<Component> components;
  private final Map<String, String> licences = new TreeMap<>();

  private ThirdParty(Path folder) throws IOException {
    this.folder = folder;
    this.components = read(folder.resolve("components.txt"));
    try (Stream<Path> files = Files.list(folder.resolve("texts"))) {
      for (Path file : files.toList()) {
        licences.put(file.getFileName().toString().replace(".txt", ""), Files.readString(file));
      }
    }
  }

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    List<String> faults = new ArrayList<>();
    String text =
        new ThirdParty(Path.of(args[0]))
            .text(artifacts(args[2].split(System.getProperty("path.separator"))), faults);
    if (!faults.isEmpty()) {
      faults.forEach(fault -> System.err.println("third parties: " + fault));
      System.exit(1);
    }
    Files.createDirectories(out.getParent());
    if (!Files.isRegularFile(out) || !Files.readString(out).equals(text)) {
      Files.writeString(out, text);
    }
  }

  /** The jars of others. Maven keeps each in a folder of its artifact and its version. */
  private static List<Artifact> artifacts(String[] classPath) {
    List<Artifact> artifacts = new ArrayList<>();
    for (String entry : classPath) {
      Path jar = Path.of(entry);
      if (!entry.endsWith(".jar") || jar.getFileName().toString().startsWith("portolan-")) {
        continue;
      }
      Path version = jar.getParent();
      artifacts.add(
          new Artifact(
              version.getParent().getFileName().toString(), version.getFileName().toString(), jar));
    }
    return artifacts;
  }

  private static List<Component> read(Path file) throws IOException {
    List<Component> components = new ArrayList<>();
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line :
        (Files.readString(file) + "\n\n").lines().filter(l -> !l.startsWith("#")).toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields
            .computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
            .add(line.substring(colon + 2).strip());
      } else if (!line.isBlank()) {
        throw new IOException(file + ": this line has no name and no value: " + line);
      } else if (!fields.isEmpty()) {
        components.add(new Component(fields));
        fields = new LinkedHashMap<>();
      }
    }
    return components;
  }

  private String text(List<Artifact> artifacts, List<String> faults) throws IOException {
    Map<Component, List<Artifact>> found = new LinkedHashMap<>();
    components.forEach(component -> found.put(component, new ArrayList<>()));
    for (Artifact artifact : artifacts) {
      List<Component> named = components.stream().filter(c -> c.comesAs(artifact.name())).toList();
      if (named.size() == 1) {
        found.get(named.getFirst()).add(artifact);
      } else {
        faults.add(
            artifact.jar().getFileName()
                + (named.isEmpty()
                    ? " has no stanza: add one to " + folder.resolve("components.txt")
                    : " has more than one stanza: "
                        + named.stream().map(Component::name).toList()));
      }
    }
    StringBuilder text = new StringBuilder(INTRODUCTION);
    Set<String> used = new TreeSet<>();
    for (Map.Entry<Component, List<Artifact>> each : found.entrySet()) {
      Component component = each.getKey();
      if (!component.patterns().isEmpty() && each.getValue().isEmpty()) {
        faults.add(component.name() + " is not in the program any more: take its stanza away");
      }
      if (!licences.containsKey(component.licence())) {
        faults.add(
            component.name() + ": there is no text of " + component.licence() + " in " + folder);
      }
      used.add(component.licence());
      append(text, component, each.getValue());
    }
    for (String licence : licences.keySet()) {
      if (!used.contains(licence)) {
        faults.add(licence + " is nobody's licence any more: take its text away");
      }
      section(text, "Licence: " + licence);
      text.append(THIN_RULE).append("\n\n").append(tidy(licences.get(licence)));
    }
    return text.toString();
  }

  private void append(StringBuilder text, Component component, List<Artifact> artifacts)
      throws IOException {
    String versions =
        artifacts.stream().map(Artifact::version).distinct().collect(Collectors.joining(", "));
    section(text, versions.isEmpty() ? component.name() : component.name() + " " + versions);
    text.append("Licence: ").append(component.licence()).append('\n');
    component.values("Home").forEach(home -> text.append("Home: ").append(home).append('\n'));
    component.values("Place").forEach(place -> text.append("In: ").append(place).append('\n'));
    if (!artifacts.isEmpty()) {
      text.append("In: ")
          .append(
              artifacts.stream()
                  .map(Artifact::name)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    component.values("Copyright").forEach(line -> text.append(line).append('\n'));
    component.values("Note").forEach(line -> text.append(line).append('\n'));
    Set<String> notices = new LinkedHashSet<>();
    for (String file : component.values("Notice")) {
      notices.add(tidy(Files.readString(folder.resolve("notices").resolve(file))));
    }
    for (Artifact artifact : artifacts) {
      notices.addAll(broughtBy(artifact.jar()));
    }
    for (String notice : notices) {
      text.append(THIN_RULE).append("\n\n").append(notice);
    }
  }

  /** What the jar says itself, but for licences whose text is here already. */
  private List<String> broughtBy(Path jar) throws IOException {
    List<String> notices = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry :
          zip.stream()
              .filter(e -> LEGAL.matcher(e.getName()).matches() && !e.isDirectory())
              .filter(e -> !e.getName().endsWith(".class"))
              .toList()) {
        try (InputStream content = zip.getInputStream(entry)) {
          String notice = new String(content.readAllBytes(), StandardCharsets.UTF_8);
          if (licences.values().stream()
              .noneMatch(text -> squeeze(text).contains(squeeze(notice)))) {
            notices.add(tidy(notice));
          }
        }
      }
    }
    return notices;
  }

  private static void section(StringBuilder text, String title) {
    text.append('\n').append(RULE).append('\n').append(title).append('\n');
  }

  /** Without blanks at the ends of lines and without empty lines around, but for one at the end. */
  private static String tidy(String text) {
    return text.lines()
            .map(line -> line.replace("\t", "    ").stripTrailing())
            .collect(Collectors.joining("\n"))
            .strip()
        + "\n\n";
  }

  private static String squeeze(String text) {
    return BLANKS.matcher(text).replaceAll(" ").replace("http:", "https:").strip();
  }

  /** One jar. */
  private record Artifact(String name, String version, Path jar) {}

  /** A stanza of the list. */
  private record Component(Map<String, List<String>> fields) {
    String name() {
      return values("Name").getFirst();
    }

    String licence() {
      return values("Licence").getFirst();
    }

    List<String> values(String field) {
      return fields.getOrDefault(field, List.of());
    }

    List<Pattern> patterns() {
      return values("Jars").stream()
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> Pattern.compile(name.replace(".", "[.]").replace("*", ".*")))
          .toList();
    }

    boolean comesAs(String artifact) {
      return patterns().stream().anyMatch(pattern -> pattern.matcher(artifact).matches());
    }
  }
}
