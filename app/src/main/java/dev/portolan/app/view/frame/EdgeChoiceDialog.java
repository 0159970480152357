package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Lets the user choose one of several edges. FX thread. */
final class EdgeChoiceDialog implements Dialog {
  private final ComboBox<EdgeItem> edge;
  private final Consumer<EdgeItem> chosen;
  private final VBox root;

  /**
   * Creates the dialog.
   *
   * @param question what the edge is for
   * @param edges the edges to choose from, at least one
   * @param chosen receives the edge
   */
  EdgeChoiceDialog(String question, List<EdgeItem> edges, Consumer<EdgeItem> chosen) {
    this.chosen = chosen;
    edge = new ComboBox<>(FXCollections.observableArrayList(edges));
    edge.setId("chosenEdge");
    edge.setMaxWidth(Double.MAX_VALUE);
    edge.setConverter(new NameConverter());
    edge.getSelectionModel().selectFirst();
    Label text = new Label(question);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    Field field = new Field();
    field.setLabel(Texts.get("list.edge"));
    field.setContent(edge);
    root = new VBox(14, text, field);
    root.setPrefWidth(460);
  }

  @Override
  public String title() {
    return Texts.get("list.import.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return edge;
  }

  @Override
  public String confirmText() {
    return Texts.get("list.edge.confirm");
  }

  @Override
  public boolean confirm() {
    chosen.accept(edge.getValue());
    return true;
  }

  /** Names edges with their addresses. */
  private static final class NameConverter extends StringConverter<EdgeItem> {
    @Override
    public String toString(EdgeItem edge) {
      return edge == null ? "" : edge.name() + "  –  " + edge.settings().url();
    }

    @Override
    public EdgeItem fromString(String text) {
      throw new UnsupportedOperationException("no edge is typed");
    }
  }
}
