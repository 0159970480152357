package dev.portolan.app.view.common;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Navigation between the parts of the window. FX thread only. */
public interface Navigator {
  /** Shows the tab with all tunnels. */
  void openOverview();

  /** Shows the device's tab. */
  void openDevice(DeviceItem device);

  /** Shows the device's tab, and leaves the focus where it is. */
  void showDevice(DeviceItem device);

  /** Opens a new shell on a device in a tab of its own. */
  void openShell(DeviceItem device);

  /** Shows the files of a device in a tab of its own. */
  void openFiles(DeviceItem device);

  /** Opens a tab for commands on devices. */
  void runOn(List<DeviceItem> devices);

  /**
   * Sends files of this computer to a device.
   *
   * @param folder the absolute path of the folder there; if it is empty, the user is asked
   */
  void sendFiles(DeviceItem device, List<Path> files, String folder);

  void addEdge();

  void editEdge(EdgeItem edge);

  void addDevice(EdgeItem edge);

  /** Asks for the name of a new device, then shows an invitation for it. */
  void inviteDevice(EdgeItem edge);

  void editDevice(DeviceItem device);

  /** Opens the form for a new device with the settings and tunnels of another one. */
  void duplicateDevice(DeviceItem device);

  /** Opens the form for the group and the tags of devices. */
  void labelDevices(List<DeviceItem> devices);

  /** Opens the form for a new tunnel, optionally with a preset. */
  void addTunnel(DeviceItem device, @Nullable Forward preset);

  void editTunnel(TunnelItem tunnel);

  /** Asks the service of a tunnel what it is, and shows the answer. */
  void testTunnel(TunnelItem tunnel);

  /** Asks for the token of an edge. */
  void askToken(EdgeItem edge);

  /** Asks for the master password of the vault that tokens are kept in. */
  void unlockVault();

  /** Starts an edge and a device on this computer and shows the device. */
  void startLab();

  /** Lets the user choose a recording and plays it in a tab. */
  void playRecording();

  /** Lets the user choose a list file and import it. */
  void importList();

  /** Lets the user choose a file and exports the list. */
  void exportList();

  void showSettings();

  /** Shows a chapter of the manual in its tab. */
  void openManual(ManualTopic topic);

  void showKeys();

  /** Shows third-party licences. */
  void showLicences();

  void showPalette();

  /**
   * Lets the user add a note to the activity.
   *
   * @param device what it is about; null for the device that is shown, if there is one
   */
  void addNote(@Nullable DeviceItem device);

  /**
   * Shows what has happened on a device.
   *
   * @param device the device to begin with; null for all
   */
  void showReport(@Nullable DeviceItem device);

  /** Shows what a report of a fault would hold. */
  void showDiagnostics();

  /** Saves something to a file that the user chooses. */
  void save(SaveRequest request);

  void confirm(Question question);

  /** Shows a message. */
  void tell(String text);

  /** Shows a message about a removal, with an undo button. */
  void tellWithUndo(String text, Runnable undo);

  void copy(String text);

  /** Opens a web address in the browser. */
  void browse(String url);
}
