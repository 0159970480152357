package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.ScrollbackBounds;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.transport.link.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalSessionTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  /** So long that only what a test does brings a lost shell back. */
  private static final Backoff PATIENT =
      new Backoff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(60), new Random(1));

  private final ScriptedShells shells = new ScriptedShells();
  private final Background background = new Background();
  private final Semaphore changes = new Semaphore(0);
  private final TerminalSession session =
      new TerminalSession(shells, "pump-7", background, Clock.fixed(NOON, ZoneOffset.UTC), PATIENT);
  private final TerminalScreen screen =
      new TerminalScreen(
          80,
          24,
          new ScrollbackBounds(1_000, ScrollbackMemory.ofHeap()),
          System::nanoTime,
          session::answer,
          session::write,
          changes::release);

  TerminalSessionTest() {
    session.addListener(changes::release);
    session.attach(screen);
  }

  @AfterEach
  void close() {
    session.close();
    background.close();
  }

  /** Waits for a condition that holds after some change of the screen or the state. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      assertThat(changes.tryAcquire(30, TimeUnit.SECONDS)).as("a change, with " + text()).isTrue();
    }
  }

  private String text() throws InterruptedException {
    ScreenView view = screen.look(0, 30, TimeUnit.SECONDS);
    return view == null ? "" : view.text();
  }

  private boolean shows(String part) {
    try {
      return text().contains(part);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ScriptedShells.Shell connected() throws InterruptedException {
    session.start(80, 24);
    return shells.next().grant();
  }

  @Test
  void opensOneShellOfTheSizeThatIsKnownFirst() throws InterruptedException {
    assertThat(shells.isAsked()).isFalse();

    session.start(100, 30);
    ScriptedShells.Request request = shells.next();
    session.start(120, 40);
    assertThat(session.state()).isEqualTo(new TerminalState.Connecting());
    ScriptedShells.Shell shell = request.grant();

    assertThat(request.columns + "x" + request.rows).isEqualTo("100x30");
    assertThat(shell.sizes).containsExactly("120x40");
    assertThat(session.state()).isEqualTo(new TerminalState.Connected(NOON));
    assertThat(shells.isAsked()).isFalse();
  }

  @Test
  void showsWhatTheShellPrintsAndSendsWhatIsTyped() throws InterruptedException {
    ScriptedShells.Shell shell = connected();

    shell.print("$ ");
    await(() -> shows("$"));

    assertThat(session.write(bytes("ls\r"))).isTrue();
    assertThat(shell.written).containsExactly("ls\r");
  }

  @Test
  void keysAreRefusedNotKeptWhileNoShellListens() throws InterruptedException {
    assertThat(session.write(bytes("a"))).isFalse();
    session.start(80, 24);
    assertThat(session.write(bytes("b"))).isFalse();
    ScriptedShells.Shell first = shells.next().grant();
    first.lose();
    assertThat(session.write(bytes("c"))).isFalse();
    session.linkUp();
    ScriptedShells.Shell second = shells.next().grant();

    assertThat(session.write(bytes("d"))).isTrue();
    assertThat(first.written).isEmpty();
    assertThat(second.written).containsExactly("d");
  }

  @Test
  void inputThatNobodyTakesIsRefusedSomeTime() throws InterruptedException {
    ScriptedShells.Shell shell = connected();
    shell.unsent.set(9L << 20);

    assertThat(session.write(bytes("x"))).isFalse();
  }

  @Test
  void aFloodOfQuestionsDoesNotBecomeAFloodOfAnswers() throws InterruptedException {
    ScriptedShells.Shell shell = connected();
    shell.print("\u001b[5n.");
    await(() -> shows("."));
    assertThat(shell.written).containsExactly("\u001b[0n");

    shell.unsent.set((64 << 10) + 1);
    shell.print("\u001b[5n".repeat(1_000) + "!");
    await(() -> shows("!"));
    assertThat(shell.written).hasSize(1);
  }

  @Test
  void aFloodOfOutputIsStoppedAndGoesOnWhenItWasShown() throws InterruptedException {
    ScriptedShells.Shell shell = connected();
    ShellPipe pipe = new ShellPipe(shell::more, (ended, lost) -> {});
    byte[] chunk = new byte[16 << 10];
    assertThat(pipe.received(chunk)).isTrue();
    assertThat(pipe.received(chunk)).isTrue();
    assertThat(pipe.received(chunk)).isTrue();
    assertThat(pipe.received(chunk)).isFalse();

    byte[] target = new byte[16 << 10];
    assertThat(pipe.read(target)).isEqualTo(target.length);
    assertThat(shell.askedForMore).hasValue(0);
    assertThat(pipe.read(target)).isEqualTo(target.length);
    assertThat(shell.askedForMore).hasValue(1);
    assertThat(pipe.read(target)).isEqualTo(target.length);
    assertThat(shell.askedForMore).hasValue(1);
  }

  @Test
  void whatCameBeforeTheEndIsStillShown() throws InterruptedException {
    ScriptedShells.Shell shell = connected();

    shell.print("last words");
    shell.exit();

    assertThat(session.state()).isEqualTo(new TerminalState.Ended(NOON));
    await(() -> shows("last words"));
    assertThat(shell.closed).isTrue();
  }

  @Test
  void aShellThatEndedIsReplacedOnlyWhenAskedFor() throws InterruptedException {
    ScriptedShells.Shell first = connected();
    first.print("first");
    first.exit();
    session.linkUp();
    assertThat(shells.isAsked()).isFalse();

    session.reopen();
    assertThat(session.state()).isEqualTo(new TerminalState.Connecting());
    shells.next().grant().print("second");

    await(() -> shows("second"));
    assertThat(text())
        .startsWith("first\n── session ended 12:00:00 · new shell 12:00:00 ──")
        .endsWith("─\nsecond");
  }

  @Test
  void aLostShellIsReplacedWhenTheLinkIsBack() throws InterruptedException {
    ScriptedShells.Shell first = connected();
    first.print("first");
    await(() -> shows("first"));
    first.lose();
    assertThat(session.state())
        .isInstanceOfSatisfying(
            TerminalState.Lost.class,
            lost -> {
              assertThat(lost.since()).isEqualTo(NOON);
              assertThat(lost.why()).isEqualTo("The line broke.");
              assertThat(lost.attempt()).isEqualTo(1);
              assertThat(lost.retryAt()).isAfter(NOON);
            });

    session.linkUp();
    session.linkUp();
    ScriptedShells.Request request = shells.next();
    assertThat(shells.isAsked()).isFalse();
    assertThat(session.state()).isEqualTo(new TerminalState.Lost(NOON, "The line broke.", 1, null));
    request.grant().print("second");

    await(() -> shows("second"));
    assertThat(text()).contains("first\n── link lost 12:00:00 · new shell 12:00:00 ──");
  }

  @Test
  void attemptsGoOnByThemselves() throws InterruptedException {
    Backoff quick =
        new Backoff(
            Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(60), new Random(1));
    TerminalSession impatient =
        new TerminalSession(shells, "pump-7", background, Clock.fixed(NOON, ZoneOffset.UTC), quick);
    impatient.addListener(changes::release);
    impatient.start(80, 24);
    shells.next().refuse("No way there.", ShellException.Remedy.TIME);
    shells.next().refuse("Still no way there.", ShellException.Remedy.TIME);
    ScriptedShells.Request third = shells.next();
    assertThat(impatient.state())
        .isEqualTo(new TerminalState.Lost(NOON, "Still no way there.", 2, null));

    third.grant();
    await(() -> impatient.state() instanceof TerminalState.Connected);
    impatient.close();
  }

  @Test
  void aRefusalStandsUntilAPersonAsksAgain() throws InterruptedException {
    session.start(80, 24);
    shells.next().refuse("Not allowed.", ShellException.Remedy.PERSON);
    assertThat(session.state())
        .isEqualTo(new TerminalState.Refused(NOON, "Not allowed.", "Do something.", false));

    session.linkUp();
    assertThat(shells.isAsked()).isFalse();
    session.reopen();
    assertThat(shells.next().grant().closed).isFalse();
  }

  @Test
  void aRefusalForWantOfALinkEndsWithTheLink() throws InterruptedException {
    session.start(80, 24);
    shells.next().refuse("The token is not accepted.", ShellException.Remedy.LINK);

    session.linkUp();
    shells.next().grant();

    assertThat(session.state()).isInstanceOf(TerminalState.Connected.class);
  }

  @Test
  void aShellThatEndsBeforeItWasAnnouncedHasEnded() throws InterruptedException {
    session.start(80, 24);
    ScriptedShells.Request request = shells.next();
    request.output.received(bytes("short life"));
    request.output.ended(null);
    request.grant();

    assertThat(session.state()).isEqualTo(new TerminalState.Ended(NOON));
    await(() -> shows("short life"));
  }

  @Test
  void closingEndsTheShellAndOneThatComesTooLate() throws InterruptedException {
    ScriptedShells.Shell shell = connected();
    session.close();
    assertThat(shell.closed).isTrue();
    assertThat(session.state()).isEqualTo(new TerminalState.Closed());

    TerminalSession other = new TerminalSession(shells, "gate-2", background);
    other.start(80, 24);
    ScriptedShells.Request request = shells.next();
    other.close();
    assertThat(request.grant().closed).isTrue();
    assertThat(other.state()).isEqualTo(new TerminalState.Closed());
  }

  @Test
  void aShellThatIsLostWithItsDeviceWaitsForItAndAsksNobodyMeanwhile() throws InterruptedException {
    session.start(80, 24);
    ScriptedShells.Shell shell = shells.next().grant();
    session.deviceAway("The device has gone.", false);
    assertThat(session.state()).isEqualTo(new TerminalState.Stale(NOON, "The device has gone."));
    shell.lose();
    assertThat(session.state()).isEqualTo(new TerminalState.Waiting(NOON, "The device has gone."));
    assertThat(session.write(new byte[1])).isFalse();
    assertThat(shells.isAsked()).isFalse();

    session.linkUp();
    shells.next().grant();
    await(() -> session.state() instanceof TerminalState.Connected);
  }

  @Test
  void aShellOfADeviceThatDoesNotAnswerTakesNoKeysUntilItDoes() throws InterruptedException {
    connected();
    session.deviceAway("It does not answer.", false);
    assertThat(session.state()).isEqualTo(new TerminalState.Stale(NOON, "It does not answer."));
    assertThat(session.write(new byte[1])).isFalse();

    session.answers();
    session.linkUp();
    assertThat(session.state()).isEqualTo(new TerminalState.Connected(NOON));
    assertThat(session.write(new byte[1])).isTrue();
    assertThat(shells.isAsked()).isFalse();
  }

  @Test
  void aShellThatWasLostBeforeItsDeviceIsToldToBeAwayWaitsForIt() throws InterruptedException {
    session.start(80, 24);
    shells.next().grant().lose();
    assertThat(session.state()).isInstanceOf(TerminalState.Lost.class);
    session.deviceAway("The device has gone.", false);
    assertThat(session.state()).isEqualTo(new TerminalState.Waiting(NOON, "The device has gone."));
    session.linkUp();
    shells.next().grant().print("second");
    await(() -> shows("second"));
    assertThat(text()).contains("── device lost 12:00:00 · new shell 12:00:00 ──");
  }

  @Test
  void aShellThatSeemedToEndWasLostWhereAnEdgeTellsNoDifference() throws InterruptedException {
    session.start(80, 24);
    shells.next().grant().exit();
    session.deviceAway("The device has gone.", false);
    assertThat(session.state()).isInstanceOf(TerminalState.Ended.class);
    session.deviceAway("The device has gone.", true);
    assertThat(session.state()).isInstanceOf(TerminalState.Waiting.class);
  }

  @Test
  void aShellOnADeviceThatIsAwayWaitsForIt() throws InterruptedException {
    session.start(80, 24);
    session.deviceAway("The device has gone.", false);
    shells.next().refuse("No device.", ShellException.Remedy.DEVICE);
    await(() -> session.state() instanceof TerminalState.Waiting);
    session.linkUp();
    shells.next().grant();
    await(() -> session.state() instanceof TerminalState.Connected);
  }

  @Test
  void keysAreRefusedWhileTheEdgeIsSilentAndTakenWhenItAnswers() throws InterruptedException {
    session.start(80, 24);
    ScriptedShells.Shell shell = shells.next().grant();
    session.silent("It does not answer.");
    assertThat(session.state()).isEqualTo(new TerminalState.Stale(NOON, "It does not answer."));
    assertThat(session.write(new byte[] {'a'})).isFalse();
    session.answers();
    assertThat(session.state()).isEqualTo(new TerminalState.Connected(NOON));
    assertThat(session.write(new byte[] {'b'})).isTrue();
    assertThat(shell.written).containsExactly("b");
  }

  @Test
  void aShellThatEndsWhileTheEdgeIsSilentHasEnded() throws InterruptedException {
    session.start(80, 24);
    ScriptedShells.Shell shell = shells.next().grant();
    session.silent("It does not answer.");
    shell.lose();
    assertThat(session.state()).isInstanceOf(TerminalState.Lost.class);
  }
}
