package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.Addition;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.edge.GroupText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The preview of a list's import. FX thread. */
final class ListDialog implements Dialog {
  private static final double ROW_HEIGHT = 46;
  private static final int MAX_ROWS_SHOWN = 7;
  private static final double INDENT = 22;

  private final Runnable add;
  private final VBox root;

  /**
   * Creates the dialog.
   *
   * @param additions the lines of the preview
   * @param add the import action
   */
  ListDialog(String question, List<Addition> additions, Runnable add) {
    this.add = add;
    ListView<Addition> rows = new ListView<>(FXCollections.observableArrayList(additions));
    rows.setId("list-rows");
    rows.getStyleClass().add("list-rows");
    rows.setAccessibleText(question);
    rows.setCellFactory(view -> new Row());
    rows.setFixedCellSize(ROW_HEIGHT);
    double height = Math.min(additions.size(), MAX_ROWS_SHOWN) * ROW_HEIGHT + 2;
    rows.setPrefHeight(height);
    rows.setMinHeight(Math.min(height, 3 * ROW_HEIGHT));
    VBox.setVgrow(rows, Priority.ALWAYS);
    root = new VBox(10, text(question), rows);
    root.setPrefWidth(620);
    root.setFocusTraversable(true);
    long reachable = additions.stream().filter(ListDialog::isReachable).count();
    if (reachable > 0) {
      root.getChildren().add(note(Texts.get("list.lan", reachable), "list-lan"));
    }
    if (additions.stream().anyMatch(each -> each instanceof Addition.Edge && each.isNew())) {
      root.getChildren().add(note(Texts.get("list.strangers"), "list-strangers"));
    }
  }

  private static boolean isReachable(Addition addition) {
    return addition instanceof Addition.Tunnel(TunnelSettings settings)
        && settings.forward().reachableFromNetwork();
  }

  private static Label text(String words) {
    Label text = new Label(words);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    return text;
  }

  private static Label note(String words, String id) {
    Label note = text(words);
    note.setId(id);
    note.getStyleClass().add(Css.MUTED);
    return note;
  }

  @Override
  public String title() {
    return Texts.get("list.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return root;
  }

  @Override
  public String confirmText() {
    return Texts.get("list.confirm");
  }

  @Override
  public boolean confirm() {
    add.run();
    return true;
  }

  /** A line with a marker, a name and an address. */
  private static final class Row extends ListCell<Addition> {
    Row() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Addition addition, boolean empty) {
      super.updateItem(addition, empty);
      setGraphic(empty || addition == null ? null : row(addition));
    }

    private static HBox row(Addition addition) {
      return switch (addition) {
        case Addition.Edge(EdgeSettings settings, boolean isNew) ->
            row(0, Icons.EDGE, settings.name(), settings.url(), marks(settings, isNew));
        case Addition.Device(DeviceSettings settings, boolean isNew) ->
            row(1, Icons.DEVICE, settings.name(), place(settings), known(isNew));
        case Addition.Tunnel(TunnelSettings settings) ->
            row(
                2,
                Icons.TUNNEL,
                settings.name().isBlank() ? settings.forward().title() : settings.name(),
                tunnel(settings.forward()),
                settings.forward().reachableFromNetwork() ? List.of(lan()) : List.of());
      };
    }

    /** The device's path, and what it is found by: its groups and tags. */
    private static String place(DeviceSettings settings) {
      List<String> parts = new ArrayList<>(List.of(settings.path()));
      if (!settings.group().isEmpty()) {
        parts.add(GroupText.of(settings.group()));
      }
      settings.tags().forEach(tag -> parts.add("#" + tag));
      return String.join("   ", parts);
    }

    private static HBox row(int level, String icon, String name, String detail, List<Label> marks) {
      Label first = new Label(name);
      first.getStyleClass().add(Css.STRONG);
      first.setMinWidth(20);
      HBox head = new HBox(8, first);
      head.setAlignment(Pos.CENTER_LEFT);
      head.getChildren().addAll(marks);
      // truncated in the middle, because both ends matter
      Label second = new Label(detail);
      second.getStyleClass().addAll(Css.MONO, Css.MUTED, "second-line");
      second.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      second.setTooltip(new Tooltip(detail));
      second.setMinWidth(0);
      VBox both = new VBox(1, head, second);
      both.setAlignment(Pos.CENTER_LEFT);
      HBox.setHgrow(both, Priority.ALWAYS);
      HBox row = new HBox(10, Icons.of(icon), both);
      row.setAlignment(Pos.CENTER_LEFT);
      row.setPadding(new Insets(0, 0, 0, level * INDENT));
      return row;
    }

    /** Labels with the edge's trust beside its name. */
    private static List<Label> marks(EdgeSettings settings, boolean isNew) {
      if (!isNew) {
        return known(false);
      }
      return switch (settings.trust()) {
        case TrustChoice.SystemAuthorities() -> List.of();
        case TrustChoice.AuthorityFile(String path) ->
            List.of(mark("list.trust.file", Texts.get("list.trust.file.tip", path), Css.CHIP));
        case TrustChoice.PinnedKey(String sha256, String description) ->
            List.of(mark("list.trust.pin", description, Css.CHIP));
      };
    }

    private static List<Label> known(boolean isNew) {
      return isNew ? List.of() : List.of(mark("list.known", Texts.get("list.known.tip"), Css.CHIP));
    }

    private static Label lan() {
      return mark("tunnel.lan.mark", Texts.get("tunnel.lan.tip"), Css.CHIP, Css.CHIP_WARNING);
    }

    private static Label mark(String key, String tip, String... styles) {
      Label mark = new Label(Texts.get(key));
      mark.getStyleClass().addAll(styles);
      mark.setTooltip(new Tooltip(tip));
      mark.setMinWidth(Region.USE_PREF_SIZE);
      return mark;
    }

    private static String tunnel(Forward forward) {
      String local = forward.localPort() == 0 ? freePort(forward) : forward.boundText();
      return Texts.get(
          "list.tunnel",
          local,
          forward.remoteText(),
          forward.protocol().name().toLowerCase(Locale.ROOT));
    }

    private static String freePort(Forward forward) {
      return forward.bindAddress().isEmpty()
          ? Texts.get("tunnel.local.any")
          : forward.bindAddress() + ", " + Texts.get("tunnel.local.any");
    }
  }
}
