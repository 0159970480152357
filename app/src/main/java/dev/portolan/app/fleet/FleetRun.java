package dev.portolan.app.fleet;

import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer;
import dev.portolan.transport.open.StreamOpener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One command on several devices, on a limited number at once. For its owner thread.
 *
 * @param <T> the kind of target
 */
public final class FleetRun<T extends Target> {
  private final RunCommand command;
  private final RunOptions options;
  private final RunSetting setting;
  private final Runnable changed;
  private final OutputBudget budget;
  private final List<RunPart<T>> parts;
  private final Deque<RunPart<T>> queue;

  /** Equal answers are kept once. */
  private final Map<RunAnswer, RunAnswer> answers = new HashMap<>();

  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
  private int running;
  private int done;

  /**
   * Creates a run, which does nothing before {@link #start}.
   *
   * @param owner runs what changes the run's state, one after the other: the owner thread
   * @param changed called on the owner thread when a part's progress has changed
   * @param printed called on any thread after output has come
   */
  public FleetRun(
      List<T> targets,
      RunCommand command,
      RunOptions options,
      Timer timer,
      Executor owner,
      Runnable changed,
      Runnable printed) {
    this(targets, command, options, timer, owner, changed, printed, OutputBudget.ofHeap());
  }

  FleetRun(
      List<T> targets,
      RunCommand command,
      RunOptions options,
      Timer timer,
      Executor owner,
      Runnable changed,
      Runnable printed,
      OutputBudget budget) {
    this.command = command;
    this.options = options;
    this.changed = changed;
    this.budget = budget;
    setting = new RunSetting(options.limit(), timer, owner, printed);
    parts = targets.stream().map(target -> new RunPart<>(target, budget)).toList();
    queue = new ArrayDeque<>(parts);
  }

  public RunCommand command() {
    return command;
  }

  /** The parts in the order of the devices. */
  public List<RunPart<T>> parts() {
    return parts;
  }

  /** Completes on the owner thread when every part is done. */
  public CompletableFuture<@Nullable Void> finished() {
    return finished;
  }

  public void start() {
    next();
    if (parts.isEmpty()) {
      finished.complete(null);
    }
  }

  /** Ends the command on all devices. Those that it has not begun on are left alone. */
  public void cancel() {
    List.copyOf(queue).forEach(this::cancel); // first, or each end would start one of them
    parts.forEach(this::cancel);
  }

  /** Ends the command on one device. */
  public void cancel(RunPart<T> part) {
    switch (part.progress()) {
      case QUEUED -> {
        queue.remove(part);
        end(part, new RunEnd.Cancelled());
      }
      case WAITING -> end(part, new RunEnd.Cancelled());
      case RUNNING -> {
        if (!part.cancel()) {
          ended(part, new RunEnd.Cancelled()); // still connecting
        }
      }
      case DONE -> {}
    }
  }

  private void next() {
    while (running < options.atOnce() && !queue.isEmpty()) {
      run(queue.poll());
    }
  }

  private void run(RunPart<T> part) {
    running++;
    part.running();
    part.target()
        .open()
        .whenCompleteAsync((opener, failure) -> opened(part, opener, failure), setting.owner());
    changed.run();
  }

  private void opened(RunPart<T> part, @Nullable StreamOpener opener, @Nullable Throwable failure) {
    if (part.progress() != RunPart.Progress.RUNNING) {
      return; // cancelled meanwhile
    }
    if (opener == null) {
      ended(
          part,
          DeviceRun.failed(
              failure == null ? new IllegalStateException() : Background.cause(failure)));
    } else {
      part.run(opener, command, setting, end -> ended(part, end));
    }
  }

  private void ended(RunPart<T> part, RunEnd how) {
    if (part.progress() != RunPart.Progress.RUNNING) {
      return;
    }
    running--;
    if (how instanceof RunEnd.Absent && options.absent() == RunOptions.Absence.WAIT) {
      part.waiting(() -> back(part));
      changed.run();
    } else {
      end(part, how);
    }
    next();
  }

  private void back(RunPart<T> part) {
    if (part.progress() == RunPart.Progress.WAITING) {
      part.queued();
      queue.add(part);
      next();
    }
  }

  private void end(RunPart<T> part, RunEnd how) {
    part.done(kept(part.output(), how));
    part.target().close();
    done++;
    changed.run();
    if (done == parts.size()) {
      finished.complete(null);
    }
  }

  private RunAnswer kept(RunOutput output, RunEnd how) {
    RunAnswer answer = new RunAnswer(output.text(), output.cut(), how);
    RunAnswer known = answers.putIfAbsent(answer, answer);
    if (known == null) {
      return answer;
    }
    budget.giveBack(answer.text().length());
    return known;
  }
}
