package dev.portolan.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.session.FxStandIn;
import dev.portolan.app.task.Background;
import dev.portolan.device.DeviceClient;
import dev.portolan.device.ShellSettings;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command on real devices behind a real edge. */
@DisabledOnOs(OS.WINDOWS)
class FleetRunTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final FxStandIn owner = new FxStandIn();
  private final Background background = new Background();
  private final EdgeFixture edge = EdgeFixture.startEdgeOnly(config -> config);
  private final List<ConnectedTarget> targets = new ArrayList<>();
  private final List<ClientIdentity> identities = new ArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Lets somebody look again whether something has changed. */
  private volatile Runnable look = () -> {};

  @BeforeEach
  void startDevices() throws IOException {
    for (int i = 1; i <= 4; i++) {
      ClientIdentity identity = edge.newIdentity("pump-" + i);
      identities.add(identity);
      targets.add(new ConnectedTarget("pump-" + i, DeviceId.of(identity.certificate())));
      EdgeFixture.await(start(i).ready());
    }
  }

  /** A device whose shells start in a folder of its own. */
  private DeviceClient start(int number) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home-" + number));
    Files.writeString(home.resolve("version"), number == 4 ? "2.0\n" : "1.9\n");
    return edge.addDevice(
        identities.get(number - 1),
        config ->
            config.withShells(() -> new ShellSettings(null, List.of(), home, ShellSettings.MOST)));
  }

  @AfterEach
  void close() {
    targets.forEach(ConnectedTarget::end);
    edge.close();
    background.close();
    owner.close();
  }

  @Test
  void equalAnswersAreOneGroup() {
    FleetRun<ConnectedTarget> run = run("cat version; echo 'to err' >&2");
    List<AnswerGroup<ConnectedTarget>> groups = groups(run);
    assertThat(RunReport.summary(groups)).isEqualTo("3 same \u00b7 1 differs");
    assertThat(groups.getFirst().answer())
        .isEqualTo(new RunAnswer("1.9\nto err\n", 0, new RunEnd.Exited(0)));
    assertThat(names(groups.getFirst())).containsExactly("pump-1", "pump-2", "pump-3");
    assertThat(groups.getLast().answer().text()).isEqualTo("2.0\nto err\n");
    assertThat(RunReport.text(run.command(), groups))
        .isEqualTo(
            """
            $ cat version; echo 'to err' >&2
            3 same \u00b7 1 differs

            3 devices (exit status 0): pump-1, pump-2, pump-3
            1.9
            to err

            1 device (exit status 0): pump-4
            2.0
            to err
            """);
  }

  @Test
  void anExitStatusBesidesZeroIsAFailure() {
    List<AnswerGroup<ConnectedTarget>> groups =
        groups(run("printf partial; grep -q 2 version || exit 7"));
    assertThat(RunReport.summary(groups)).isEqualTo("1 same \u00b7 3 failed");
    assertThat(groups.getLast().answer())
        .isEqualTo(new RunAnswer("partial\n", 0, new RunEnd.Exited(7)));
  }

  @Test
  void aCommandHasNoInputAndNoPager() {
    List<AnswerGroup<ConnectedTarget>> groups =
        groups(run("cat; test -t 1 && echo terminal || echo pipe"));
    assertThat(groups).singleElement().matches(group -> group.answer().text().equals("pipe\n"));
  }

  @Test
  void noMoreDevicesAtOnceThanWanted() {
    FleetRun<ConnectedTarget> run =
        run(new RunCommand.ShellLine("sleep 0.3"), 2, LIMIT, RunOptions.Absence.TELL);
    assertThat(RunReport.summary(groups(run))).isEqualTo("4 same");
    assertThat(mostAtOnce).hasValue(2);
  }

  @Test
  void whatTakesTooLongIsEndedThere() {
    FleetRun<ConnectedTarget> run =
        run(
            new RunCommand.ShellLine("echo begun; test $(cat version) = 2.0 && sleep 60"),
            4,
            Duration.ofSeconds(3),
            RunOptions.Absence.TELL);
    List<AnswerGroup<ConnectedTarget>> groups = groups(run);
    assertThat(groups.getLast().answer())
        .isEqualTo(new RunAnswer("begun\n", 0, new RunEnd.Late(Duration.ofSeconds(3))));
    assertThat(names(groups.getLast())).containsExactly("pump-4");
    edge.awaitIdle();
  }

  @Test
  void oneOrAllAreCancelledAndTheRestIsNotBegun() {
    FleetRun<ConnectedTarget> run =
        begin(new RunCommand.ShellLine("echo begun; sleep 60"), 2, LIMIT, RunOptions.Absence.TELL);
    await(() -> run.parts().get(0).text().equals("begun\n") && run.parts().get(1).length() > 0);
    call(() -> run.cancel(run.parts().getFirst()));
    await(() -> run.parts().get(2).length() > 0);
    call(run::cancel);
    List<AnswerGroup<ConnectedTarget>> groups = groups(run);
    assertThat(groups)
        .extracting(AnswerGroup::answer)
        .containsExactly(
            new RunAnswer("begun\n", 0, new RunEnd.Cancelled()),
            new RunAnswer("", 0, new RunEnd.Cancelled()));
    assertThat(names(groups.getLast())).containsExactly("pump-4");
    edge.awaitIdle();
  }

  @Test
  void aDeviceThatIsNotThereIsToldOrWaitedFor() throws IOException {
    targets.add(new ConnectedTarget("pump-5", absent()));
    List<AnswerGroup<ConnectedTarget>> groups = groups(run("cat version"));
    assertThat(RunReport.summary(groups)).isEqualTo("3 same \u00b7 1 differs \u00b7 1 failed");
    assertThat(groups.getLast().answer().end()).isInstanceOf(RunEnd.Absent.class);

    FleetRun<ConnectedTarget> waiting =
        begin(new RunCommand.ShellLine("cat version"), 10, LIMIT, RunOptions.Absence.WAIT);
    RunPart<ConnectedTarget> part = waiting.parts().getLast();
    await(() -> part.progress() == RunPart.Progress.WAITING);
    assertThat(waiting.finished()).isNotDone();
    EdgeFixture.await(start(5).ready());
    call(() -> part.target().back.run());
    assertThat(RunReport.summary(groups(waiting)))
        .as(RunReport.text(waiting.command(), groups(waiting)))
        .isEqualTo("4 same \u00b7 1 differs");
  }

  private String absent() {
    identities.add(edge.newIdentity("pump-5"));
    return DeviceId.of(identities.getLast().certificate());
  }

  @Test
  void aProgramWithoutAShellHasNoStatus() {
    FleetRun<ConnectedTarget> run =
        run(RunCommand.program("echo  $HOME"), 4, LIMIT, RunOptions.Absence.TELL);
    assertThat(groups(run))
        .singleElement()
        .extracting(AnswerGroup::answer)
        .isEqualTo(new RunAnswer("$HOME\n", 0, new RunEnd.Ended()));
  }

  @Test
  void aProgramThatIsNotThereIsRefusedInTheDevicesWords() {
    FleetRun<ConnectedTarget> run =
        run(RunCommand.program("/no/such/program"), 4, LIMIT, RunOptions.Absence.TELL);
    assertThat(groups(run))
        .singleElement()
        .matches(group -> group.answer().end().words().contains("/no/such/program"));
  }

  @Test
  void aFloodIsCutAndStillHasItsStatus() {
    List<AnswerGroup<ConnectedTarget>> groups =
        groups(run("head -c 3000000 /dev/zero | tr '\\0' '\\n'; exit 3"));
    RunAnswer answer = groups.getFirst().answer();
    assertThat(groups).hasSize(1);
    assertThat(answer.end()).isEqualTo(new RunEnd.Exited(3));
    assertThat(answer.text()).hasSize(RunOutput.MAX_CHARS);
    assertThat(answer.cut()).isPositive();
    assertThat(RunReport.cut(answer)).contains("more bytes of output were not kept");
  }

  private FleetRun<ConnectedTarget> run(String line) {
    return run(new RunCommand.ShellLine(line), 10, LIMIT, RunOptions.Absence.TELL);
  }

  private FleetRun<ConnectedTarget> run(
      RunCommand command, int atOnceLimit, Duration limit, RunOptions.Absence absence) {
    FleetRun<ConnectedTarget> run = begin(command, atOnceLimit, limit, absence);
    return run;
  }

  private FleetRun<ConnectedTarget> begin(
      RunCommand command, int most, Duration limit, RunOptions.Absence absence) {
    FleetRun<ConnectedTarget> run =
        new FleetRun<>(
            targets,
            command,
            new RunOptions(most, limit, absence),
            background,
            owner,
            () -> look.run(),
            () -> look.run());
    call(run::start);
    return run;
  }

  private List<AnswerGroup<ConnectedTarget>> groups(FleetRun<ConnectedTarget> run) {
    run.finished().orTimeout(60, TimeUnit.SECONDS).join();
    return owner.call(() -> AnswerGroup.of(run.parts()));
  }

  private void call(Runnable work) {
    owner.call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Waits until something holds, which is looked at whenever the run reports a change. */
  private void await(BooleanSupplier condition) {
    CompletableFuture<Boolean> holds = new CompletableFuture<>();
    look =
        () ->
            owner.execute(
                () -> {
                  if (condition.getAsBoolean()) {
                    holds.complete(true);
                  }
                });
    look.run();
    holds.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static List<String> names(AnswerGroup<ConnectedTarget> group) {
    return IntStream.range(0, group.parts().size())
        .mapToObj(i -> group.parts().get(i).target().name())
        .toList();
  }

  /** A device that is connected for each run. */
  private final class ConnectedTarget implements Target {
    private final String name;
    private final String id;
    private @Nullable EdgeClient client;
    private Runnable back = () -> {};

    ConnectedTarget(String name, String id) {
      this.name = name;
      this.id = id;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public CompletionStage<? extends StreamOpener> open() {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      CompletableFuture<EdgeClient> opened = new CompletableFuture<>();
      edge.connect(edge.endpoint("/device/" + id))
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  EdgeClient fresh = (EdgeClient) done.getNow();
                  client = fresh;
                  opened.complete(fresh);
                } else {
                  opened.completeExceptionally(done.cause());
                }
              });
      return opened;
    }

    @Override
    public void close() {
      atOnce.decrementAndGet();
      end();
    }

    private void end() {
      EdgeClient present = client;
      if (present != null) {
        present.close();
      }
    }

    @Override
    public Runnable watch(Runnable again) {
      back = again;
      return () -> {};
    }
  }
}
