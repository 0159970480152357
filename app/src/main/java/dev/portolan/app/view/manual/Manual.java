package dev.portolan.app.view.manual;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The manual, as in the folder {@code docs} of the source. Immutable. */
public final class Manual {
  /** The folder of its files, as a resource. */
  static final String FOLDER = "/dev/portolan/app/manual/";

  private static final String FIRST = "manual.md";

  /** Documents that are one chapter each, behind the chapters of the first. */
  private static final List<String> OTHERS =
      List.of(
          "connections.md",
          "devices.md",
          "files.md",
          "fleet.md",
          "activity.md",
          "lists.md",
          "terminal.md",
          "edge.md");

  private static final List<TablesExtension> EXTENSIONS =
      List.of((TablesExtension) TablesExtension.create());

  private final List<Chapter> chapters;

  private Manual(List<Chapter> chapters) {
    this.chapters = List.copyOf(chapters);
  }

  /** Reads it from the program's resources. Takes too long for the FX thread. */
  public static Manual read() throws IOException {
    Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    List<Chapter> chapters = new ArrayList<>(chapters(parser.parse(text(FIRST))));
    for (String file : OTHERS) {
      List<Node> blocks = blocks(parser.parse(text(file)));
      String title = heading(blocks.getFirst());
      boolean taken = chapters.stream().anyMatch(chapter -> chapter.title().equals(title));
      chapters.add(
          chapter(file, taken ? title + ", in detail" : title, blocks.subList(1, blocks.size())));
    }
    return new Manual(chapters);
  }

  private static String text(String file) throws IOException {
    try (InputStream in = Manual.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new FileNotFoundException(file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A chapter for each heading of the second level. */
  private static List<Chapter> chapters(Node document) {
    List<Chapter> chapters = new ArrayList<>();
    String title = "";
    List<Node> blocks = new ArrayList<>();
    for (Node block : blocks(document)) {
      if (block instanceof Heading heading && heading.getLevel() <= 2) {
        if (!blocks.isEmpty()) {
          chapters.add(chapter(anchor(title), title, blocks));
        }
        title = heading(heading);
        blocks = new ArrayList<>();
      } else {
        blocks.add(block);
      }
    }
    chapters.add(chapter(anchor(title), title, blocks));
    return chapters;
  }

  private static List<Node> blocks(Node document) {
    List<Node> blocks = new ArrayList<>();
    for (Node each = document.getFirstChild(); each != null; each = each.getNext()) {
      blocks.add(each);
    }
    return blocks;
  }

  private static Chapter chapter(String id, String title, List<Node> blocks) {
    StringBuilder words = new StringBuilder(title);
    blocks.forEach(block -> words.append('\n').append(plain(block)));
    return new Chapter(id, title, blocks, words.toString().toLowerCase(Locale.ROOT));
  }

  private static String heading(Node heading) {
    return plain(heading).strip();
  }

  /** The text of a node without its marks and the addresses of its links. */
  static String plain(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            words.append(' ');
          }

          @Override
          public void visit(CustomNode cell) {
            visitChildren(cell);
            words.append('\n');
          }
        });
    return words.toString();
  }

  /** The anchor of a heading, as GitHub makes it. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  List<Chapter> chapters() {
    return chapters;
  }

  /** The chapter that a link or a topic names; headings within a document are left out. */
  Optional<Chapter> find(String target) {
    String file = target.contains(".md#") ? target.substring(0, target.indexOf('#')) : target;
    String id = file.startsWith("#") ? file.substring(1) : file;
    return chapters.stream().filter(chapter -> chapter.id().equals(id)).findFirst();
  }
}
