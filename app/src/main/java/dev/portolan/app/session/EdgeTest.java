package dev.portolan.app.session;

import dev.portolan.app.model.TestStep;
import dev.portolan.app.task.Background;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.Future;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection test. FX thread; events of the engine are forwarded to it. */
final class EdgeTest implements ConnectListener {
  private final Engine engine;
  private final boolean withoutDevice;
  private final Executor fx;
  private final Consumer<List<TestStep>> progress;
  private final Map<TestStep.Kind, TestStep> steps = new EnumMap<>(TestStep.Kind.class);
  private @Nullable Future<EdgeClient> connecting;
  private boolean cancelled;

  EdgeTest(Engine engine, boolean withoutDevice, Executor fx, Consumer<List<TestStep>> progress) {
    this.engine = engine;
    this.withoutDevice = withoutDevice;
    this.fx = fx;
    this.progress = progress;
    for (TestStep.Kind kind : TestStep.Kind.values()) {
      steps.put(kind, new TestStep(kind, TestStep.State.AHEAD, ""));
    }
    set(TestStep.Kind.RESOLVE, TestStep.State.RUNNING, "");
  }

  void begin(@Nullable Endpoint endpoint, @Nullable Throwable failure) {
    if (cancelled) {
      return;
    }
    if (endpoint == null) {
      fail(failure == null ? new IllegalStateException() : Background.cause(failure));
      return;
    }
    Future<EdgeClient> attempt = engine.connector().connect(endpoint, engine.config(), null, this);
    connecting = attempt;
    EngineFutures.of(attempt).whenCompleteAsync(this::ended, fx);
  }

  void cancel() {
    cancelled = true;
    if (connecting != null) {
      connecting.cancel(false);
    }
  }

  @Override
  public void started(ConnectStep step) {
    fx.execute(() -> set(kind(step), TestStep.State.RUNNING, ""));
  }

  @Override
  public void finished(ConnectStep step, String detail) {
    fx.execute(() -> set(kind(step), TestStep.State.DONE, detail));
  }

  private void ended(@Nullable EdgeClient client, @Nullable Throwable failure) {
    if (client != null) {
      client.close();
    } else if (failure != null && !cancelled) {
      fail(failure);
    }
  }

  private void fail(Throwable failure) {
    if (withoutDevice
        && failure instanceof EdgeException known
        && known.problem() == Problem.DEVICE_NOT_CONNECTED) {
      // without a device in the request, this means that the edge has accepted the client
      set(TestStep.Kind.UPGRADE, TestStep.State.DONE, Words.of("test.authorised"));
      return;
    }
    TestStep.Kind failed =
        steps.values().stream()
            .filter(step -> step.state() == TestStep.State.RUNNING)
            .map(TestStep::kind)
            .reduce((before, after) -> after)
            .orElse(TestStep.Kind.RESOLVE);
    String words =
        failure instanceof EdgeException known
            ? Words.sentences(known.getMessage(), known.advice())
            : String.valueOf(failure.getMessage());
    set(failed, TestStep.State.FAILED, words);
  }

  private void set(TestStep.Kind kind, TestStep.State state, String detail) {
    if (cancelled) {
      return;
    }
    steps.put(kind, new TestStep(kind, state, detail));
    progress.accept(List.copyOf(steps.values()));
  }

  private static TestStep.Kind kind(ConnectStep step) {
    return switch (step) {
      case RESOLVE -> TestStep.Kind.RESOLVE;
      case CONNECT -> TestStep.Kind.CONNECT;
      case TLS -> TestStep.Kind.TLS;
      case UPGRADE -> TestStep.Kind.UPGRADE;
    };
  }
}
