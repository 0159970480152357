package dev.portolan.app.view.manual;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.IconButton;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;

/** Turns Markdown into nodes of the window. FX thread. */
final class ChapterNodes {
  private static final double GAP = 10;

  private final Consumer<String> follow;
  private final Consumer<String> copy;
  private final ObservableValue<? extends Number> width;

  /**
   * @param follow follows a link
   * @param copy copies an example
   * @param width the width of the page, which pictures are not wider than
   */
  ChapterNodes(
      Consumer<String> follow, Consumer<String> copy, ObservableValue<? extends Number> width) {
    this.follow = follow;
    this.copy = copy;
    this.width = width;
  }

  /** The nodes of some blocks, in their order. */
  List<javafx.scene.Node> of(List<Node> blocks) {
    List<javafx.scene.Node> nodes = new ArrayList<>();
    blocks.forEach(block -> block.accept(new Blocks(nodes)));
    return nodes;
  }

  private List<javafx.scene.Node> children(Node parent) {
    List<Node> blocks = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNext()) {
      blocks.add(each);
    }
    return of(blocks);
  }

  private TextFlow flow(Node parent) {
    TextFlow flow = new TextFlow();
    flow.setLineSpacing(2);
    Words words = new Words(flow);
    for (Node each = parent.getFirstChild(); each != null; each = each.getNext()) {
      each.accept(words);
    }
    return flow;
  }

  private final class Blocks extends AbstractVisitor {
    private final List<javafx.scene.Node> nodes;

    Blocks(List<javafx.scene.Node> nodes) {
      this.nodes = nodes;
    }

    @Override
    public void visit(Heading heading) {
      Label label = new Label(Manual.plain(heading));
      label.setWrapText(true);
      label.getStyleClass().add("manual-heading");
      nodes.add(label);
    }

    @Override
    public void visit(Paragraph paragraph) {
      if (paragraph.getFirstChild() instanceof org.commonmark.node.Image image
          && image.getNext() == null) {
        nodes.add(picture(image));
      } else {
        nodes.add(flow(paragraph));
      }
    }

    @Override
    public void visit(FencedCodeBlock code) {
      String text = code.getLiteral().stripTrailing();
      Label label = new Label(text);
      label.getStyleClass().addAll(Css.MONO, "manual-code");
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.setMaxWidth(Double.MAX_VALUE);
      label.setWrapText(true);
      HBox.setHgrow(label, Priority.ALWAYS);
      IconButton button = new IconButton(Icons.COPY, Texts.get("manual.copy"));
      button.setOnAction(event -> copy.accept(text));
      HBox box = new HBox(label, button);
      box.setAlignment(Pos.TOP_LEFT);
      box.getStyleClass().add("manual-example");
      nodes.add(box);
    }

    @Override
    public void visit(BulletList list) {
      addItems(list, _ -> "•");
    }

    @Override
    public void visit(OrderedList list) {
      addItems(list, index -> (index + 1) + ".");
    }

    private void addItems(Node list, java.util.function.IntFunction<String> mark) {
      VBox items = new VBox(GAP / 2);
      int index = 0;
      for (Node each = list.getFirstChild(); each instanceof ListItem; each = each.getNext()) {
        Label sign = new Label(mark.apply(index++));
        sign.setMinWidth(Region.USE_PREF_SIZE);
        VBox content = new VBox(GAP / 2);
        content.getChildren().setAll(children(each));
        HBox.setHgrow(content, Priority.ALWAYS);
        items.getChildren().add(new HBox(GAP, sign, content));
      }
      nodes.add(items);
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock table) {
        nodes.add(table(table));
      }
    }

    private GridPane table(TableBlock table) {
      GridPane grid = new GridPane(GAP * 2, GAP);
      grid.getStyleClass().add("manual-table");
      List<Integer> lengths = new ArrayList<>();
      int row = 0;
      for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
        for (Node each = part.getFirstChild(); each instanceof TableRow; each = each.getNext()) {
          addRow(grid, each, row++, part instanceof TableHead, lengths);
        }
        if (part instanceof TableBody && part.getFirstChild() == null) {
          break;
        }
      }
      int sum = lengths.stream().mapToInt(Integer::intValue).sum();
      for (int length : lengths) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(100.0 * length / Math.max(1, sum));
        grid.getColumnConstraints().add(column);
      }
      return grid;
    }

    private void addRow(GridPane grid, Node row, int index, boolean head, List<Integer> lengths) {
      int column = 0;
      for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
        TextFlow flow = flow(cell);
        if (head) {
          flow.getStyleClass().add("manual-table-head");
        }
        grid.add(flow, column, index);
        if (lengths.size() <= column) {
          lengths.add(0);
        }
        // long texts wrap, so they do not get all the space that they could fill
        int length = Math.clamp(Manual.plain(cell).length(), 12, 60);
        lengths.set(column, Math.max(lengths.get(column), length));
        column++;
      }
    }
  }

  private StackPane picture(org.commonmark.node.Image image) {
    StackPane both = new StackPane();
    both.setAlignment(Pos.TOP_LEFT);
    both.getStyleClass().add("manual-picture");
    String alternative = Manual.plain(image);
    for (String theme : List.of("light", "dark")) {
      String file = image.getDestination().replace("/light/", "/" + theme + "/");
      URL source = ChapterNodes.class.getResource(Manual.FOLDER + file);
      if (source != null) {
        ImageView view = new ImageView(new Image(source.toExternalForm(), true));
        view.getStyleClass().add("picture-" + theme);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setAccessibleText(alternative);
        view.fitWidthProperty().bind(width.map(Number::doubleValue));
        both.getChildren().add(view);
      }
    }
    return both;
  }

  /** Adds the words of a paragraph to a flow. */
  private final class Words extends AbstractVisitor {
    private final TextFlow flow;
    private final List<String> styles = new ArrayList<>();

    Words(TextFlow flow) {
      this.flow = flow;
    }

    private void add(String words) {
      Text text = new Text(words);
      text.getStyleClass().add("manual-text");
      text.getStyleClass().addAll(styles);
      flow.getChildren().add(text);
    }

    private void styled(String style, Node node) {
      styles.add(style);
      visitChildren(node);
      styles.removeLast();
    }

    @Override
    public void visit(org.commonmark.node.Text text) {
      add(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      add(" ");
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      add("\n");
    }

    @Override
    public void visit(Code code) {
      styles.add(Css.MONO);
      add(code.getLiteral());
      styles.removeLast();
    }

    @Override
    public void visit(Emphasis emphasis) {
      styled(Css.STRONG, emphasis);
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
      styled(Css.STRONG, emphasis);
    }

    @Override
    public void visit(Link link) {
      Hyperlink hyperlink = new Hyperlink(Manual.plain(link));
      hyperlink.getStyleClass().add("manual-link");
      hyperlink.setOnAction(event -> follow.accept(link.getDestination()));
      flow.getChildren().add(hyperlink);
    }
  }
}
