package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import java.util.concurrent.CompletionStage;
import javafx.beans.property.ReadOnlyBooleanProperty;

/** The edge and the device inside this process, as the window asks for them; FX thread only. */
public interface LabControl {
  /** Starts them, unless they run; the device is ready to be connected when this completes. */
  CompletionStage<DeviceItem> start();

  /** Whether they are being started. */
  ReadOnlyBooleanProperty startingProperty();

  /** Whether they run. */
  ReadOnlyBooleanProperty runningProperty();
}
