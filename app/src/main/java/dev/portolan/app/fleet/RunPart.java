package dev.portolan.app.fleet;

import dev.portolan.transport.open.StreamOpener;
import org.jspecify.annotations.Nullable;

/**
 * One device's part of a run. For the run's owner thread.
 *
 * @param <T> the kind of target
 */
public final class RunPart<T extends Target> {
  private final T target;
  private final RunOutput output;
  private Progress progress = Progress.QUEUED;
  private @Nullable DeviceRun running;
  private @Nullable RunAnswer answer;
  private Runnable watch = () -> {};

  /** How far it is. */
  public enum Progress {
    QUEUED,
    RUNNING,
    /** The device is not connected. */
    WAITING,
    DONE
  }

  RunPart(T target, OutputBudget budget) {
    this.target = target;
    output = new RunOutput(budget);
  }

  public T target() {
    return target;
  }

  public Progress progress() {
    return progress;
  }

  /** The answer, or null before the end. */
  public @Nullable RunAnswer answer() {
    return answer;
  }

  /** The output so far. */
  public String text() {
    RunAnswer given = answer;
    return given == null ? output.text() : given.text();
  }

  /** How much of the output there is so far, to see whether there is more. */
  public int length() {
    return output.length();
  }

  void running() {
    progress = Progress.RUNNING;
  }

  void run(StreamOpener opener, RunCommand command, RunSetting setting, RunEnding ending) {
    DeviceRun fresh =
        DeviceRun.start(
            opener, command, setting.limit(), setting.timer(), output, setting.printed());
    running = fresh;
    fresh.end().whenCompleteAsync((end, _) -> ending.ended(end), setting.owner());
  }

  void waiting(Runnable back) {
    progress = Progress.WAITING;
    running = null;
    watch = target.watch(back);
  }

  void queued() {
    endWatch();
    progress = Progress.QUEUED;
  }

  void endWatch() {
    watch.run();
    watch = () -> {};
  }

  /** Ends what runs. Returns false if nothing does. */
  boolean cancel() {
    if (running == null) {
      return false;
    }
    running.cancel();
    return true;
  }

  RunOutput output() {
    return output;
  }

  void done(RunAnswer given) {
    endWatch();
    running = null;
    answer = given;
    progress = Progress.DONE;
    output.release();
  }

  /** Told how a command ended, on the owner thread. */
  @FunctionalInterface
  interface RunEnding {
    void ended(RunEnd end);
  }
}
