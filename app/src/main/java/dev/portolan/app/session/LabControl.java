package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import java.util.concurrent.CompletionStage;
import javafx.beans.property.ReadOnlyBooleanProperty;

/** The window's interface to the lab. FX thread only. */
public interface LabControl {
  /** Starts the lab unless it is running. Completes when the device can be connected to. */
  CompletionStage<DeviceItem> start();

  /** Whether the lab is being started. */
  ReadOnlyBooleanProperty startingProperty();

  /** Whether the lab is running. */
  ReadOnlyBooleanProperty runningProperty();
}
