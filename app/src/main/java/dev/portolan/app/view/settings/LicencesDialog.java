package dev.portolan.app.view.settings;

import dev.portolan.app.ThirdParty.Notice;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Shows third-party licences. FX thread. */
public final class LicencesDialog implements Dialog {
  private final TextField query = new TextField();
  private final ListView<Notice> list;
  private final TextArea text = new TextArea();
  private final VBox root;

  /**
   * Creates the dialog.
   *
   * @param notices the notices, when read
   * @param fx the FX thread
   */
  public LicencesDialog(CompletableFuture<List<Notice>> notices, Executor fx) {
    var all = FXCollections.<Notice>observableArrayList();
    FilteredList<Notice> found = new FilteredList<>(all);
    list = new ListView<>(found);
    query.setId("licences-query");
    query.setPromptText(Texts.get("licences.prompt"));
    query.setAccessibleText(Texts.get("licences.prompt"));
    query
        .textProperty()
        .subscribe(
            words -> {
              found.setPredicate(notice -> matches(notice, words));
              list.getSelectionModel().selectFirst();
              show(list.getSelectionModel().getSelectedItem());
            });
    list.setId("licences-list");
    list.getStyleClass().add("dense");
    list.setAccessibleText(Texts.get("licences.title"));
    list.setPlaceholder(new Label(Texts.get("licences.nothing")));
    list.setCellFactory(view -> new NoticeCell());
    list.setMinWidth(210);
    list.setPrefSize(215, 380);
    list.getSelectionModel().selectedItemProperty().subscribe(this::show);
    text.setId("licences-text");
    text.setEditable(false);
    text.setWrapText(true);
    text.setAccessibleText(Texts.get("licences.text"));
    text.getStyleClass().add("mono");
    text.setPrefSize(0, 380);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox both = new HBox(8, list, text);
    VBox.setVgrow(both, Priority.ALWAYS);
    Label about = new Label(Texts.get("licences.about"));
    about.getStyleClass().add(Css.MUTED);
    about.setWrapText(true);
    root = new VBox(8, about, query, both);
    root.setPrefWidth(920);
    notices.whenCompleteAsync(
        (read, failure) -> {
          if (failure != null) {
            text.setText(Texts.get("licences.failed", String.valueOf(failure.getMessage())));
          } else {
            all.setAll(read);
            list.getSelectionModel().selectFirst();
          }
        },
        fx);
  }

  private static boolean matches(Notice notice, String words) {
    return find(notice.title(), words) >= 0 || find(notice.text(), words) >= 0;
  }

  /** The case-insensitive index of words in a text, or negative. */
  private static int find(String text, String words) {
    return text.toLowerCase(Locale.ROOT).indexOf(words.strip().toLowerCase(Locale.ROOT));
  }

  /** Shows a notice, scrolled to the search words. */
  private void show(@Nullable Notice notice) {
    text.setText(notice == null ? "" : notice.text());
    String words = query.getText().strip();
    int at = notice == null || words.isEmpty() ? -1 : find(notice.text(), words);
    if (at > 0) {
      text.selectRange(at, at + words.length());
    } else {
      text.positionCaret(0);
    }
  }

  @Override
  public String title() {
    return Texts.get("licences.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return query;
  }

  private static final class NoticeCell extends ListCell<Notice> {
    NoticeCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Notice notice, boolean empty) {
      super.updateItem(notice, empty);
      setText(empty || notice == null ? null : notice.title());
    }
  }
}
