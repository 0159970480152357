package dev.portolan.app.view;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.transfer.RemoteFile;
import dev.portolan.app.transfer.Transfers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Transfers of which a test sets the states. */
final class StagedTransfers implements Transfers {
  final ReadOnlyObjectWrapper<TransferRate> rate = new ReadOnlyObjectWrapper<>(TransferRate.NONE);

  final ObservableList<TransferItem> items = FXCollections.observableArrayList();
  final ReadOnlyIntegerWrapper unfinished = new ReadOnlyIntegerWrapper();

  /** What was asked for, in words. */
  final List<String> asked = new ArrayList<>();

  /** How a restore of a file ends. */
  CompletableFuture<Void> restored = new CompletableFuture<>();

  TransferItem add(DeviceItem device, TransferDirection direction, String source, String folder) {
    String name = source.substring(source.lastIndexOf('/') + 1);
    TransferItem item = new TransferItem(device, direction, source, folder, name);
    items.add(item);
    return item;
  }

  @Override
  public ObservableList<TransferItem> items() {
    return items;
  }

  @Override
  public ReadOnlyIntegerProperty unfinishedProperty() {
    return unfinished.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<TransferRate> rateProperty() {
    return rate.getReadOnlyProperty();
  }

  @Override
  public List<TransferItem> upload(DeviceItem device, List<Path> sources, String folder) {
    asked.add("send " + sources + " to " + folder);
    return List.of();
  }

  @Override
  public List<TransferItem> download(DeviceItem device, List<RemoteFile> sources, Path folder) {
    asked.add("get " + sources.stream().map(RemoteFile::path).toList() + " to " + folder);
    return List.of();
  }

  @Override
  public void answer(TransferItem item, ConflictAnswer answer, Scope scope) {
    asked.add(answer + " " + item.name() + " " + scope);
  }

  @Override
  public void pause(TransferItem item) {
    asked.add("pause " + item.name());
  }

  @Override
  public void resume(TransferItem item) {
    asked.add("resume " + item.name());
  }

  @Override
  public void cancel(TransferItem item) {
    asked.add("cancel " + item.name());
  }

  @Override
  public void retry(TransferItem item) {
    asked.add("retry " + item.name());
  }

  @Override
  public void restore(TransferItem item) {
    asked.add("restore " + item.name());
  }

  @Override
  public CompletableFuture<Void> restore(DeviceItem device, String folder, String name) {
    asked.add("restore " + name + " in " + folder);
    return restored;
  }

  @Override
  public CompletableFuture<Void> makeFolder(DeviceItem device, String folder, String name) {
    asked.add("make " + name + " in " + folder);
    return new CompletableFuture<>();
  }

  @Override
  public void clearFinished() {
    asked.add("clear");
  }
}
