package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;

/** A thread in the place of the FX thread, for tests without a window. */
public final class FxStandIn implements Executor, AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @Override
  public void execute(Runnable work) {
    thread.execute(work);
  }

  /** Does some work on the thread, and waits for it. */
  public <T> T call(Callable<T> work) {
    try {
      return thread.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** Waits until a condition on a value holds; it is looked at whenever the value changes. */
  public void await(ObservableValue<?> value, BooleanSupplier condition) {
    CompletableFuture<Boolean> holds = new CompletableFuture<>();
    call(
        () ->
            value.subscribe(
                now -> {
                  if (condition.getAsBoolean()) {
                    holds.complete(true);
                  }
                }));
    try {
      assertThat(holds.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (Exception late) {
      throw new AssertionError("It stays at " + call(value::getValue), late);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
