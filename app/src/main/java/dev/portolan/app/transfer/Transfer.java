package dev.portolan.app.transfer;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.LeftOut;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferStatus;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.transport.message.FileRequest.Replaced;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The course of one transfer: what it waits for, and what it does next. FX thread. */
final class Transfer {
  /** Whether it is known what it would meet at its place. */
  enum Place {
    UNKNOWN,
    LOOKED_FOR,
    ASKED_ABOUT,
    CLEAR,
    /** What is there may be replaced; the device keeps a file. */
    REPLACED,
    /** What is there may be replaced, and is gone then. */
    REPLACED_FOR_GOOD
  }

  private final TransferItem item;
  private final Batch batch;
  private final Path local;
  private final long bytes;
  private Place place = Place.UNKNOWN;
  private boolean paused;
  private int losses;
  private @Nullable Attempt attempt;
  private @Nullable Scheduled retry;

  /**
   * @param local the source of an upload, the folder of a download
   * @param bytes its size, if that is known
   */
  Transfer(TransferItem item, Batch batch, Path local, long bytes) {
    this.item = item;
    this.batch = batch;
    this.local = local;
    this.bytes = bytes;
  }

  TransferItem item() {
    return item;
  }

  Batch batch() {
    return batch;
  }

  Path local() {
    return local;
  }

  Place place() {
    return place;
  }

  @Nullable Attempt attempt() {
    return attempt;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isOver() {
    return item.status().phase().isOver();
  }

  boolean isUpload() {
    return item.direction() == TransferDirection.UPLOAD;
  }

  /** Whether it uses the network now. */
  boolean isMoving() {
    Attempt now = attempt;
    return now != null && !now.isHeld();
  }

  /** Whether it could go on if the device is there. */
  boolean isReady() {
    return !isOver() && !paused && !isMoving() && retry == null && place != Place.ASKED_ABOUT;
  }

  /** Whether holding it would hold anything. */
  boolean canPause() {
    return !isOver() && !paused && place != Place.ASKED_ABOUT;
  }

  /** Its place is being looked for. */
  void lookFor() {
    place = Place.LOOKED_FOR;
  }

  /** Nothing is in its way. */
  void clear() {
    place = Place.CLEAR;
  }

  /** Something is in its way; the user is asked, unless that was answered for all. */
  void meet(TransferConflict conflict) {
    place = Place.ASKED_ABOUT;
    item.setConflict(conflict);
    show(TransferStatus.of(TransferPhase.ASKING));
  }

  /** The user has answered; a free name is still looked for if both are kept. */
  void answer(ConflictAnswer answer) {
    switch (answer) {
      case REPLACE -> place = Place.REPLACED;
      case REPLACE_FOR_GOOD -> replaceForGood();
      case KEEP_BOTH -> place = Place.LOOKED_FOR;
      case SKIP -> end(TransferStatus.of(TransferPhase.SKIPPED));
    }
    if (paused && !isOver()) {
      show(TransferStatus.of(TransferPhase.PAUSED));
    }
  }

  /** Nobody wants what is there any more. */
  void replaceForGood() {
    place = Place.REPLACED_FOR_GOOD;
  }

  /** It gets another name, which is free. */
  void rename(String name) {
    item.setName(name);
    place = Place.CLEAR;
  }

  void await(String reason) {
    show(TransferStatus.of(TransferPhase.WAITING_FOR_DEVICE, reason));
  }

  void queue() {
    show(TransferStatus.of(TransferPhase.QUEUED));
  }

  /** Begins an attempt, or goes on with one that was held. */
  @Nullable Attempt goOn() {
    show(TransferStatus.of(TransferPhase.RUNNING));
    Attempt held = attempt;
    if (held != null) {
      held.goOn();
      return null;
    }
    item.setLeftOut(LeftOut.NONE);
    Attempt fresh = new Attempt(bytes);
    attempt = fresh;
    return fresh;
  }

  /** What an attempt is to do. */
  Job job() {
    return isUpload()
        ? new Job.Upload(
            local,
            item.folder(),
            item.name(),
            place == Place.REPLACED ? Replaced.KEEP : Replaced.DISCARD)
        : new Job.Download(item.source(), local, item.name(), mayReplace());
  }

  private boolean mayReplace() {
    return switch (place) {
      case REPLACED, REPLACED_FOR_GOOD -> true;
      case UNKNOWN, LOOKED_FOR, ASKED_ABOUT, CLEAR -> false;
    };
  }

  /** Shows how far it is. */
  void poll(long nanos) {
    Attempt now = attempt;
    if (now != null) {
      item.setProgress(now.progress(nanos));
    }
  }

  void pause() {
    paused = true;
    stopWaiting();
    if (attempt != null) {
      attempt.hold();
    }
    atRest();
    show(TransferStatus.of(TransferPhase.PAUSED));
  }

  void resume() {
    paused = false;
  }

  /** Cancels it. What runs is over a little later. */
  void cancel() {
    stopWaiting();
    paused = false;
    if (attempt != null) {
      attempt.cancel();
    } else if (!isOver()) {
      end(TransferStatus.of(TransferPhase.CANCELLED));
    }
  }

  /** Starts anew. */
  void again() {
    losses = 0;
    paused = false;
    batch.forgetNames();
    if (!mayReplace()) {
      place = Place.UNKNOWN;
    }
    item.setProgress(TransferProgress.NONE);
    queue();
  }

  /** The attempt has ended. */
  void ended(Outcome outcome) {
    Attempt done = attempt;
    attempt = null;
    if (done != null) {
      item.setProgress(done.progress(System.nanoTime()));
      item.setFigures(done.figures(System.nanoTime()));
      item.setLeftOut(done.leftOut());
    }
    atRest();
    switch (outcome) {
      case Outcome.Whole(PreviousVersion previous) -> {
        item.setPrevious(previous);
        end(
            TransferStatus.of(
                item.leftOut().isEmpty() ? TransferPhase.DONE : TransferPhase.INCOMPLETE));
      }
      case Outcome.Cancelled() -> end(TransferStatus.of(TransferPhase.CANCELLED));
      case Outcome.Failed(String reason) -> end(TransferStatus.of(TransferPhase.FAILED, reason));
      case Outcome.Suspended(), Outcome.Blocked _, Outcome.CannotKeep(), Outcome.Lost _ ->
          item.setProgress(TransferProgress.NONE);
    }
  }

  /** Counts a loss; returns how many there were in a row. */
  int lost() {
    return ++losses;
  }

  void waitForRetry(Scheduled scheduled, TransferStatus status) {
    retry = scheduled;
    show(status);
  }

  void stopWaiting() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private void atRest() {
    TransferProgress now = item.progress();
    item.setProgress(new TransferProgress(now.bytes(), now.total(), 0, now.file()));
  }

  private void end(TransferStatus status) {
    place = mayReplace() ? place : Place.UNKNOWN;
    show(status);
  }

  private void show(TransferStatus status) {
    if (!status.equals(item.status())) {
      item.setStatus(status);
    }
  }
}
