package dev.portolan.app.view.manual;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The tab with the manual: chapters on the left, the text of one on the right. */
public final class ManualView {
  private static final double MAX_WIDTH = 780;
  private static final double MARGIN = 48;

  private final ManualViewModel model;
  private final ChapterNodes nodes;
  private final BorderPane root;

  @FXML private TextField query;
  @FXML private ListView<Chapter> chapters;
  @FXML private ScrollPane scroll;
  @FXML private VBox page;
  @FXML private Label title;
  @FXML private Label problem;
  @FXML private VBox text;

  /**
   * Creates the view.
   *
   * @param copy copies an example of the text
   */
  public ManualView(ManualViewModel model, Consumer<String> copy) {
    this.model = model;
    root = Fxml.load(this, BorderPane.class);
    nodes =
        new ChapterNodes(
            model::follow,
            copy,
            Bindings.createDoubleBinding(
                () -> Math.min(MAX_WIDTH, scroll.getViewportBounds().getWidth() - MARGIN),
                scroll.viewportBoundsProperty()));
    query.textProperty().bindBidirectional(model.queryProperty());
    query.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            chapters.requestFocus();
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE && !query.getText().isEmpty()) {
            query.clear();
            event.consume();
          }
        });
    chapters.setItems(model.found());
    chapters.setCellFactory(view -> new ChapterCell());
    chapters.setPlaceholder(new Label(Texts.get("manual.nothing")));
    chapters
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            chosen -> {
              if (chosen != null) {
                model.shownProperty().set(chosen);
              }
            });
    page.setMaxWidth(MAX_WIDTH + MARGIN);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    model.shownProperty().subscribe(this::show);
    query.textProperty().subscribe((before, now) -> scrollToWords());
  }

  private void show(@Nullable Chapter chapter) {
    if (chapter == null) {
      return;
    }
    title.setText(chapter.title());
    text.getChildren().setAll(nodes.of(chapter.blocks()));
    scroll.setAccessibleText(Texts.get("manual.chapter", chapter.title()));
    chapters.getSelectionModel().select(chapter);
    scroll.setVvalue(0);
    scrollToWords();
  }

  /** Scrolls to the first block with the first word that is searched for. */
  private void scrollToWords() {
    List<String> words = model.words();
    if (words.isEmpty()) {
      return;
    }
    for (Node block : text.getChildren()) {
      if (words(block).toLowerCase(Locale.ROOT).contains(words.getFirst())) {
        root.applyCss();
        root.layout();
        double spare = page.getHeight() - scroll.getViewportBounds().getHeight();
        double at = text.getLayoutY() + block.getLayoutY();
        scroll.setVvalue(spare <= 0 ? 0 : Math.clamp(at / spare, 0, 1));
        return;
      }
    }
  }

  private static String words(Node node) {
    return switch (node) {
      case Text words -> words.getText();
      case Label label -> label.getText();
      case TextFlow flow -> joined(flow.getChildren());
      case Region region -> joined(region.getChildrenUnmodifiable());
      default -> "";
    };
  }

  private static String joined(List<Node> nodes) {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(words(node)));
    return text.toString();
  }

  public Region root() {
    return root;
  }

  public void focus() {
    query.requestFocus();
  }

  private static final class ChapterCell extends ListCell<Chapter> {
    ChapterCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Chapter chapter, boolean empty) {
      super.updateItem(chapter, empty);
      setText(empty || chapter == null ? null : chapter.title());
    }
  }
}
