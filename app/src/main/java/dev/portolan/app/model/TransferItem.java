package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** A file or folder that goes from or to a device. */
public final class TransferItem {
  private final DeviceItem device;
  private final TransferDirection direction;
  private final String source;
  private final String folder;
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
  private final ReadOnlyObjectWrapper<TransferStatus> status =
      new ReadOnlyObjectWrapper<>(this, "status", TransferStatus.of(TransferPhase.QUEUED));
  private final ReadOnlyObjectWrapper<TransferProgress> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", TransferProgress.NONE);
  private final ReadOnlyObjectWrapper<@Nullable TransferConflict> conflict =
      new ReadOnlyObjectWrapper<>(this, "conflict");
  private final ReadOnlyObjectWrapper<LeftOut> leftOut =
      new ReadOnlyObjectWrapper<>(this, "leftOut", LeftOut.NONE);
  private TransferFigures figures = TransferFigures.NONE;
  private final ReadOnlyObjectWrapper<PreviousVersion> previous =
      new ReadOnlyObjectWrapper<>(this, "previous", new PreviousVersion.None());

  /**
   * Creates one that is queued.
   *
   * @param source the path that is copied
   * @param folder the folder that it goes to
   * @param name the name that it gets there
   */
  public TransferItem(
      DeviceItem device, TransferDirection direction, String source, String folder, String name) {
    this.device = Objects.requireNonNull(device, "device");
    this.direction = Objects.requireNonNull(direction, "direction");
    this.source = Objects.requireNonNull(source, "source");
    this.folder = Objects.requireNonNull(folder, "folder");
    this.name.set(name);
  }

  public DeviceItem device() {
    return device;
  }

  public TransferDirection direction() {
    return direction;
  }

  /** The path that is copied. */
  public String source() {
    return source;
  }

  /** The folder that it goes to. */
  public String folder() {
    return folder;
  }

  /** The name that it gets there. */
  public ReadOnlyStringProperty nameProperty() {
    return name.getReadOnlyProperty();
  }

  public String name() {
    return name.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setName(String now) {
    name.set(now);
  }

  public ReadOnlyObjectProperty<TransferStatus> statusProperty() {
    return status.getReadOnlyProperty();
  }

  public TransferStatus status() {
    return status.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setStatus(TransferStatus now) {
    status.set(now);
  }

  public ReadOnlyObjectProperty<TransferProgress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  public TransferProgress progress() {
    return progress.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setProgress(TransferProgress now) {
    progress.set(now);
  }

  /** What it may overwrite, while or after that is asked; null if nothing. */
  public ReadOnlyObjectProperty<@Nullable TransferConflict> conflictProperty() {
    return conflict.getReadOnlyProperty();
  }

  public @Nullable TransferConflict conflict() {
    return conflict.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setConflict(@Nullable TransferConflict now) {
    conflict.set(now);
  }

  public ReadOnlyObjectProperty<LeftOut> leftOutProperty() {
    return leftOut.getReadOnlyProperty();
  }

  public LeftOut leftOut() {
    return leftOut.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setLeftOut(LeftOut now) {
    leftOut.set(now);
  }

  /** What it was, once it has come. */
  public TransferFigures figures() {
    return figures;
  }

  @WrittenBy(Owner.TRANSFER)
  public void setFigures(TransferFigures now) {
    figures = now;
  }

  /** What became of the file that it has replaced. */
  public ReadOnlyObjectProperty<PreviousVersion> previousProperty() {
    return previous.getReadOnlyProperty();
  }

  public PreviousVersion previous() {
    return previous.get();
  }

  @WrittenBy(Owner.TRANSFER)
  public void setPrevious(PreviousVersion now) {
    previous.set(now);
  }
}
