package dev.portolan.app.view.run;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.FleetRun;
import dev.portolan.app.fleet.LineDiff;
import dev.portolan.app.fleet.RunAnswer;
import dev.portolan.app.fleet.RunCommand;
import dev.portolan.app.fleet.RunOptions;
import dev.portolan.app.fleet.RunPart;
import dev.portolan.app.fleet.RunReport;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Settings;
import dev.portolan.app.session.DeviceTarget;
import dev.portolan.app.store.SavedText;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The view model of a tab for commands on devices. FX thread. */
public final class RunViewModel {
  /** How often what runs is shown anew. */
  private static final Duration PACE = Duration.ofMillis(100);

  private final RunServices services;
  private final Navigator navigator;
  private final List<DeviceItem> devices;
  private final Map<DeviceItem, RunPart<DeviceTarget>> parts = new LinkedHashMap<>();
  private final List<FleetRun<DeviceTarget>> runs = new ArrayList<>();
  private final Coalescer refreshing;
  private final StringProperty command = new SimpleStringProperty(this, "command", "");
  private final BooleanProperty direct = new SimpleBooleanProperty(this, "direct");
  private final BooleanProperty waiting = new SimpleBooleanProperty(this, "waiting");
  private final ReadOnlyObjectWrapper<List<RunRow.Branch>> branches =
      new ReadOnlyObjectWrapper<>(this, "branches", List.of());
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final ReadOnlyIntegerWrapper looks = new ReadOnlyIntegerWrapper(this, "looks");
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
  private final ReadOnlyObjectWrapper<List<AnswerGroup<DeviceTarget>>> groups =
      new ReadOnlyObjectWrapper<>(this, "groups", List.of());

  /** What the answers shown are to. */
  private @Nullable RunCommand answered;

  /** Whether the user has agreed to run commands on these devices. */
  private boolean agreed;

  private boolean closed;

  /**
   * @param devices what a command is run on, in the order in which they are shown
   */
  public RunViewModel(List<DeviceItem> devices, RunServices services, Navigator navigator) {
    this.services = services;
    this.navigator = navigator;
    this.devices = new ArrayList<>(devices);
    refreshing =
        new Coalescer(
            work -> services.background().after(PACE, () -> services.fx().execute(work)),
            this::refresh);
    refresh();
  }

  public List<DeviceItem> devices() {
    return List.copyOf(devices);
  }

  RunServices services() {
    return services;
  }

  StringProperty commandProperty() {
    return command;
  }

  /** Whether the command is a program, started without a shell. */
  BooleanProperty directProperty() {
    return direct;
  }

  /** Whether devices that are offline are waited for. */
  BooleanProperty waitingProperty() {
    return waiting;
  }

  /** The rows. Changes only when what they show does. */
  ReadOnlyObjectProperty<List<RunRow.Branch>> branchesProperty() {
    return branches.getReadOnlyProperty();
  }

  /** Changes whenever there may be more output. */
  ReadOnlyIntegerProperty looksProperty() {
    return looks.getReadOnlyProperty();
  }

  /** How many devices have come how far. */
  ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Why the command cannot be run, or an empty text. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** The answers so far. */
  ReadOnlyObjectProperty<List<AnswerGroup<DeviceTarget>>> groupsProperty() {
    return groups.getReadOnlyProperty();
  }

  /** Takes devices out, unless a command has been run. */
  void leaveOut(Collection<DeviceItem> some) {
    if (answered == null && devices.size() > some.size()) {
      devices.removeAll(some);
      refresh();
    }
  }

  /** Runs the command on all devices. If there are several, the user is asked once before. */
  void run() {
    RunCommand wanted = wanted();
    if (wanted == null || running.get()) {
      return;
    }
    if (devices.size() == 1 || agreed) {
      begin(wanted, devices());
      return;
    }
    navigator.confirm(
        new Question(
            Texts.get("run.ask.title", devices.size()),
            Texts.get("run.ask.text", wanted.text(), edges(), devices.size()),
            Texts.get("run.ask.confirm"),
            false,
            () -> {
              agreed = true;
              begin(wanted, devices());
            }));
  }

  /** How many devices are behind which edges. */
  private String edges() {
    return devices.stream()
        .collect(
            Collectors.groupingBy(
                device -> device.edge().name(), LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> Texts.get("run.ask.edge", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private @Nullable RunCommand wanted() {
    problem.set("");
    try {
      String text = command.get().strip();
      return direct.get() ? RunCommand.program(text) : new RunCommand.ShellLine(text);
    } catch (IllegalArgumentException wrong) {
      problem.set(
          command.get().isBlank() ? Texts.get("run.empty") : String.valueOf(wrong.getMessage()));
      return null;
    }
  }

  /** Runs the command that was answered once more, on some of the devices. */
  void again(Collection<DeviceItem> some) {
    RunCommand last = answered;
    if (last != null && !some.isEmpty() && !running.get()) {
      begin(last, devices.stream().filter(some::contains).toList());
    }
  }

  /** The devices whose answers are of a kind. */
  List<DeviceItem> devices(AnswerGroup.Kind kind) {
    return groups.get().stream()
        .filter(group -> group.kind() == kind)
        .flatMap(group -> group.parts().stream())
        .map(part -> part.target().device())
        .toList();
  }

  private void begin(RunCommand wanted, List<DeviceItem> on) {
    if (!wanted.equals(answered)) {
      parts.clear();
      runs.clear();
    }
    answered = wanted;
    services.history().add(wanted.text());
    FleetRun<DeviceTarget> run =
        services
            .runs()
            .prepare(
                on,
                wanted,
                new RunOptions(
                    services.preferences().get(Settings.RUN_AT_ONCE),
                    Duration.ofSeconds(services.preferences().get(Settings.RUN_LIMIT)),
                    waiting.get() ? RunOptions.Absence.WAIT : RunOptions.Absence.TELL),
                refreshing::request,
                refreshing::request);
    runs.add(run);
    run.parts().forEach(part -> parts.put(part.target().device(), part));
    running.set(true);
    run.finished().thenRun(refreshing::request);
    run.start();
    refresh();
  }

  /** Ends the command on all devices. */
  void cancel() {
    runs.forEach(FleetRun::cancel);
  }

  /** Ends the command on some devices. */
  void cancel(Collection<DeviceItem> some) {
    for (FleetRun<DeviceTarget> run : runs) {
      run.parts().stream()
          .filter(part -> some.contains(part.target().device()))
          .toList()
          .forEach(run::cancel);
    }
  }

  private void refresh() {
    if (closed) {
      return;
    }
    Map<RunRow.Progress, List<RunRow.Device>> open = new EnumMap<>(RunRow.Progress.class);
    List<RunPart<DeviceTarget>> done = new ArrayList<>();
    for (DeviceItem device : devices) {
      RunPart<DeviceTarget> part = parts.get(device);
      RunRow.Progress progress = progress(part);
      if (progress != null) {
        open.computeIfAbsent(progress, _ -> new ArrayList<>()).add(new RunRow.Device(device, part));
      } else if (part != null) {
        done.add(part);
      }
    }
    List<AnswerGroup<DeviceTarget>> answers = AnswerGroup.of(done);
    List<RunRow.Branch> rows = new ArrayList<>();
    open.forEach(
        (progress, below) ->
            rows.add(
                new RunRow.Branch(
                    new RunRow.Stage(progress, below.stream().map(RunRow.Device::device).toList()),
                    below)));
    answers.forEach(
        group ->
            rows.add(
                new RunRow.Branch(
                    new RunRow.Answer(group),
                    group.parts().stream()
                        .map(part -> new RunRow.Device(part.target().device(), part))
                        .toList())));
    groups.set(answers);
    running.set(runs.stream().anyMatch(run -> !run.finished().isDone()));
    summary.set(summary(open, answers));
    branches.set(List.copyOf(rows));
    looks.set(looks.get() + 1);
  }

  private static RunRow.@Nullable Progress progress(@Nullable RunPart<DeviceTarget> part) {
    if (part == null) {
      return RunRow.Progress.CHOSEN;
    }
    return switch (part.progress()) {
      case QUEUED -> RunRow.Progress.QUEUED;
      case RUNNING -> RunRow.Progress.RUNNING;
      case WAITING -> RunRow.Progress.WAITING;
      case DONE -> null;
    };
  }

  private static String summary(
      Map<RunRow.Progress, List<RunRow.Device>> open, List<AnswerGroup<DeviceTarget>> answers) {
    List<String> words = new ArrayList<>();
    open.forEach((progress, rows) -> words.add(RunTexts.of(progress, rows.size())));
    words.add(RunReport.summary(answers));
    words.removeIf(String::isEmpty);
    return String.join(" \u00b7 ", words);
  }

  /** The text of a row, in lines. */
  String text(RunRow row) {
    return switch (row) {
      case RunRow.Answer answer -> answer.answer().text();
      case RunRow.Device(_, RunPart<DeviceTarget> part) when part != null -> part.text();
      case RunRow.Device _, RunRow.Stage _ -> "";
    };
  }

  /** Compares the answer of one group with another one, in the background. */
  CompletableFuture<List<LineDiff.Line>> compare(RunAnswer one, RunAnswer other) {
    return services.background().call(() -> LineDiff.of(one.text(), other.text()));
  }

  boolean hasAnswers() {
    return !groups.get().isEmpty();
  }

  /** All answers as plain text, or as Markdown. */
  String report(boolean markdown) {
    RunCommand to = Objects.requireNonNull(answered, "nothing was answered");
    return markdown ? RunReport.markdown(to, groups.get()) : RunReport.text(to, groups.get());
  }

  void copy(String text) {
    navigator.copy(text);
  }

  /** Saves a text, and says what became of it. */
  void save(Path file, String text) {
    services
        .background()
        .run(() -> SavedText.write(file, text))
        .whenCompleteAsync(
            (_, failure) ->
                navigator.tell(
                    failure == null
                        ? Texts.get("run.saved", file)
                        : Texts.get(
                            "run.not-saved",
                            file,
                            String.valueOf(Background.cause(failure).getMessage()))),
            services.fx());
  }

  /** Ends what still runs. */
  public void close() {
    closed = true;
    cancel();
  }
}
