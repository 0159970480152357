package dev.portolan.app.view.run;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.RunReport;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import dev.portolan.app.session.DeviceTarget;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.control.WholeNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The tab for a command on one device or on many. FX thread. */
public final class RunView {
  /** Groups that can be compared from the menu. */
  private static final int MAX_COMPARED = 20;

  private final RunViewModel model;
  private final BorderPane root = new BorderPane();
  private final TextField command = new TextField();
  private final Button run = new Button(Texts.get("run.run"), Icons.of(Icons.GO_ON));
  private final Button cancel = new Button(Texts.get("run.cancel"), Icons.of(Icons.CLOSE));
  private final MenuButton again = menu("run.again", Icons.RETRY, "run-again");
  private final MenuButton export = menu("run.export", Icons.EXPORT, "run-export");
  private final MenuButton compare = menu("run.compare", Icons.DUPLICATE, "run-compare");
  private final MenuButton earlier = new MenuButton("", Icons.of(Icons.WAITING));
  private final TreeView<RunRow> tree = new TreeView<>(new TreeItem<>());
  private final Label heading = new Label();
  private final OutputList output;
  private final Subscription following;
  private int place = -1;

  /** The comparison that is shown or on its way. */
  private int comparison;

  public RunView(RunViewModel model) {
    this.model = model;
    output = new OutputList(model::copy);
    root.getStyleClass().add("run-view");
    root.setTop(new VBox(head(), options(), summary()));
    SplitPane split = new SplitPane(tree(), answer());
    split.getStyleClass().add("frame-split");
    split.setDividerPositions(0.38);
    root.setCenter(split);
    following =
        Subscription.combine(
            model.branchesProperty().subscribe(this::show),
            model.runningProperty().subscribe(now -> run.setDisable(now)),
            model.runningProperty().subscribe(now -> Nodes.show(cancel, now)),
            model.looksProperty().subscribe(now -> follow()),
            model.groupsProperty().subscribe(now -> offer(now)));
  }

  private static MenuButton menu(String key, String icon, String id) {
    MenuButton button = new MenuButton(Texts.get(key), Icons.of(icon));
    button.setId(id);
    button.getStyleClass().add("run-menu");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    command.setId("run-command");
    command.getStyleClass().add(Css.MONO);
    command.setPromptText(Texts.get("run.prompt"));
    command.setAccessibleText(Texts.get("run.prompt"));
    command.textProperty().bindBidirectional(model.commandProperty());
    command.setOnAction(event -> model.run());
    command.addEventFilter(KeyEvent.KEY_PRESSED, this::recall);
    HBox.setHgrow(command, Priority.ALWAYS);
    command.setMinWidth(120);
    earlier.getStyleClass().addAll("button-icon", "no-arrow");
    earlier.setId("run-earlier");
    earlier.setAccessibleText(Texts.get("run.earlier"));
    earlier.setTooltip(new Tooltip(Texts.get("run.earlier")));
    earlier.setOnShowing(event -> offerEarlier());
    earlier.setMinWidth(Region.USE_PREF_SIZE);
    run.setId("run-start");
    run.getStyleClass().add(Css.ACCENT);
    run.setMinWidth(Region.USE_PREF_SIZE);
    run.setOnAction(event -> model.run());
    cancel.setId("run-cancel");
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setOnAction(event -> model.cancel());
    HBox head = new HBox(8, command, earlier, run, cancel);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("page-head");
    return head;
  }

  /** Up and Down go through earlier commands. */
  private void recall(KeyEvent event) {
    boolean earlierOne = event.getCode() == KeyCode.UP;
    int step = earlierOne ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
    int next = place + step;
    if (step == 0 || next < -1 || next >= model.services().history().commands().size()) {
      return;
    }
    place = next;
    command.setText(model.services().history().at(place));
    command.end();
    event.consume();
  }

  private void offerEarlier() {
    List<MenuItem> items = new ArrayList<>();
    for (String each : model.services().history().commands()) {
      MenuItem item = new MenuItem(each.length() <= 80 ? each : each.substring(0, 80) + " \u2026");
      item.setMnemonicParsing(false);
      item.setOnAction(event -> command.setText(each));
      items.add(item);
    }
    if (items.isEmpty()) {
      MenuItem none = new MenuItem(Texts.get("run.earlier.none"));
      none.setDisable(true);
      items.add(none);
    }
    earlier.getItems().setAll(items);
  }

  private FlowPane options() {
    CheckBox waiting = new CheckBox(Texts.get("run.wait"));
    waiting.setId("run-wait");
    waiting.selectedProperty().bindBidirectional(model.waitingProperty());
    CheckBox direct = new CheckBox(Texts.get("run.direct"));
    direct.setId("run-direct");
    direct.setTooltip(new Tooltip(Texts.get("run.direct.tip")));
    direct.selectedProperty().bindBidirectional(model.directProperty());
    FlowPane options =
        new FlowPane(
            16,
            6,
            number("run.at-once", Settings.RUN_AT_ONCE),
            number("run.limit", Settings.RUN_LIMIT),
            waiting,
            direct);
    options.getStyleClass().add("run-options");
    return options;
  }

  private HBox number(String key, Setting.WholeNumber setting) {
    Spinner<Integer> spinner = new Spinner<>();
    WholeNumbers.install(
        spinner,
        setting.min(),
        setting.max(),
        setting.step(),
        model.services().preferences().get(setting));
    spinner.setEditable(true);
    spinner.setPrefWidth(96);
    spinner
        .valueProperty()
        .subscribe((before, now) -> model.services().preferences().set(setting, now));
    Label label = new Label(Texts.get(key));
    label.setLabelFor(spinner);
    HBox box = new HBox(8, label, spinner);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private HBox summary() {
    Label counts = new Label();
    counts.setId("run-summary");
    counts.getStyleClass().add(Css.STRONG);
    counts.textProperty().bind(model.summaryProperty());
    counts.setMinWidth(60);
    Label problem = new Label();
    problem.setId("run-problem");
    problem.getStyleClass().add(Css.PROBLEM);
    problem.setWrapText(true);
    problem.textProperty().bind(model.problemProperty());
    model.problemProperty().subscribe(text -> Nodes.show(problem, !text.isEmpty()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar = new HBox(8, counts, problem, gap, again, export);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("run-options");
    return bar;
  }

  private TreeView<RunRow> tree() {
    tree.setId("run-devices");
    tree.setShowRoot(false);
    tree.getStyleClass().addAll("edge-to-edge", "dense");
    tree.setAccessibleText(Texts.get("run.devices"));
    tree.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    tree.setCellFactory(view -> new RunCell());
    tree.getSelectionModel()
        .selectedItemProperty()
        .subscribe((before, now) -> showAnswer(now == null ? null : now.getValue()));
    ContextMenu menu = new ContextMenu();
    tree.setOnContextMenuRequested(event -> Menus.show(menu, ofSelected(), tree, event));
    tree.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DELETE) {
            model.leaveOut(selectedDevices());
            event.consume();
          }
        });
    return tree;
  }

  private BorderPane answer() {
    heading.setId("run-heading");
    heading.getStyleClass().add("run-heading");
    heading.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(heading, Priority.ALWAYS);
    heading.setMinWidth(40);
    HBox bar = new HBox(8, heading, compare);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("run-answer-head");
    BorderPane pane = new BorderPane(output);
    pane.setTop(bar);
    return pane;
  }

  private List<MenuItem> ofSelected() {
    List<DeviceItem> chosen = selectedDevices();
    if (chosen.isEmpty()) {
      return List.of();
    }
    List<MenuItem> items = new ArrayList<>();
    if (model.runningProperty().get()) {
      items.add(Menus.item(Texts.get("run.menu.cancel"), Icons.CLOSE, () -> model.cancel(chosen)));
    } else if (model.hasAnswers()) {
      items.add(Menus.item(Texts.get("run.menu.again"), Icons.RETRY, () -> model.again(chosen)));
    } else {
      items.add(
          Menus.item(Texts.get("run.menu.leave"), Icons.DELETE, () -> model.leaveOut(chosen)));
    }
    return items;
  }

  private List<DeviceItem> selectedDevices() {
    return tree.getSelectionModel().getSelectedItems().stream()
        .filter(Objects::nonNull)
        .flatMap(item -> item.getValue().devices().stream())
        .distinct()
        .toList();
  }

  /** Shows the rows; what was unfolded or selected stays so. */
  private void show(List<RunRow.Branch> branches) {
    List<TreeItem<RunRow>> before = tree.getRoot().getChildren();
    List<Object> unfolded =
        before.stream().filter(TreeItem::isExpanded).map(item -> item.getValue().key()).toList();
    List<Object> selected =
        tree.getSelectionModel().getSelectedItems().stream()
            .filter(Objects::nonNull)
            .map(item -> item.getValue().key())
            .toList();
    List<TreeItem<RunRow>> rows = new ArrayList<>();
    for (RunRow.Branch branch : branches) {
      TreeItem<RunRow> item = new TreeItem<>(branch.row());
      branch.below().forEach(device -> item.getChildren().add(new TreeItem<>(device)));
      item.setExpanded(
          unfolded.contains(branch.row().key())
              || RunRow.Progress.CHOSEN.equals(branch.row().key()));
      rows.add(item);
    }
    tree.getRoot().getChildren().setAll(rows);
    tree.getSelectionModel().clearSelection();
    for (TreeItem<RunRow> item : rows) {
      reselect(item, selected);
      if (item.isExpanded()) {
        item.getChildren().forEach(child -> reselect(child, selected));
      }
    }
    if (tree.getSelectionModel().isEmpty() && !rows.isEmpty()) {
      tree.getSelectionModel().select(firstAnswer(rows));
    }
  }

  private void reselect(TreeItem<RunRow> item, List<Object> selected) {
    if (selected.contains(item.getValue().key())) {
      tree.getSelectionModel().select(item);
    }
  }

  private static TreeItem<RunRow> firstAnswer(List<TreeItem<RunRow>> rows) {
    return rows.stream()
        .filter(item -> item.getValue() instanceof RunRow.Answer)
        .findFirst()
        .orElse(rows.getFirst());
  }

  private void showAnswer(@Nullable RunRow row) {
    comparison++;
    output.setComparison(false);
    heading.setText(row == null ? "" : heading(row));
    heading.setTooltip(heading.getText().isEmpty() ? null : new Tooltip(heading.getText()));
    output.show(row == null ? "" : model.text(row) + cut(row));
    offerComparison(row);
  }

  /** Shows what has come since from the selected device. */
  private void follow() {
    TreeItem<RunRow> chosen = tree.getSelectionModel().getSelectedItem();
    if (chosen != null && chosen.getValue() instanceof RunRow.Device row && row.isOpen()) {
      output.show(model.text(row));
    }
  }

  private static String heading(RunRow row) {
    return switch (row) {
      case RunRow.Answer(var group) -> RunReport.heading(group);
      case RunRow.Stage(RunRow.Progress progress, List<DeviceItem> devices) ->
          RunTexts.of(progress, devices.size());
      case RunRow.Device(DeviceItem device, var part) -> {
        var answer = part == null ? null : part.answer();
        yield answer == null
            ? device.name()
            : Texts.get("run.device", device.name(), answer.end().words());
      }
    };
  }

  private static String cut(RunRow row) {
    return switch (row) {
      case RunRow.Answer(var group) -> RunReport.cut(group.answer());
      case RunRow.Device(_, var part) when part != null && part.answer() != null ->
          RunReport.cut(part.answer());
      case RunRow.Device _, RunRow.Stage _ -> "";
    };
  }

  private void offerComparison(@Nullable RunRow row) {
    compare.getItems().clear();
    if (row instanceof RunRow.Answer(var group)) {
      model.groupsProperty().get().stream()
          .filter(other -> !other.answer().equals(group.answer()))
          .limit(MAX_COMPARED)
          .forEach(
              other -> {
                MenuItem item = new MenuItem(shortened(RunReport.heading(other)));
                item.setMnemonicParsing(false);
                item.setOnAction(event -> compare(group, other));
                compare.getItems().add(item);
              });
    }
    Nodes.show(compare, !compare.getItems().isEmpty());
  }

  private static String shortened(String text) {
    return text.length() <= 70 ? text : text.substring(0, 70) + " \u2026";
  }

  /** Shows what one group has in place of what another one has. */
  private void compare(AnswerGroup<DeviceTarget> shown, AnswerGroup<DeviceTarget> with) {
    int asked = ++comparison;
    model
        .compare(with.answer(), shown.answer())
        .thenAcceptAsync(
            lines -> {
              if (asked == comparison) {
                heading.setText(
                    Texts.get("run.compared", RunReport.heading(with), RunReport.heading(shown)));
                heading.setTooltip(new Tooltip(heading.getText()));
                output.setComparison(true);
                output.show(lines);
              }
            },
            model.services().fx());
  }

  private void offer(List<AnswerGroup<DeviceTarget>> groups) {
    boolean some = !groups.isEmpty();
    again.setDisable(!some);
    export.setDisable(!some);
    List<DeviceItem> differing = model.devices(AnswerGroup.Kind.DIFFERS);
    List<DeviceItem> failed = model.devices(AnswerGroup.Kind.FAILED);
    again
        .getItems()
        .setAll(
            againOn("run.again.differ", "run-again-differ", differing),
            againOn("run.again.failed", "run-again-failed", failed));
    export
        .getItems()
        .setAll(
            Menus.item(
                Texts.get("run.copy.text"), Icons.COPY, () -> model.copy(model.report(false))),
            Menus.item(
                Texts.get("run.copy.markdown"), Icons.COPY, () -> model.copy(model.report(true))),
            new SeparatorMenuItem(),
            Menus.item(Texts.get("run.save.text"), Icons.FILE, () -> save(false)),
            Menus.item(Texts.get("run.save.markdown"), Icons.FILE, () -> save(true)));
  }

  private MenuItem againOn(String key, String id, List<DeviceItem> devices) {
    MenuItem item = new MenuItem(Texts.get(key, devices.size()));
    item.setId(id);
    item.setDisable(devices.isEmpty());
    item.setOnAction(event -> model.again(devices));
    return item;
  }

  private void save(boolean markdown) {
    model
        .services()
        .files()
        .choose(root.getScene().getWindow(), markdown ? "answers.md" : "answers.txt")
        .ifPresent(file -> model.save(file, model.report(markdown)));
  }

  public Region root() {
    return root;
  }

  /** Focuses the command. */
  public void focus() {
    command.requestFocus();
  }

  /** Releases the view; ends what still runs. */
  public void close() {
    following.unsubscribe();
    model.close();
  }
}
