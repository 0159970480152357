package dev.portolan.app.view.common;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import org.jspecify.annotations.Nullable;

/** The ways from one place of the window to another; FX thread only. */
public interface Navigator {
  /** Shows the tab with all tunnels. */
  void openOverview();

  /** Shows the device's tab, opening it if need be. */
  void openDevice(DeviceItem device);

  /** Opens a new shell on a device in a tab of its own. */
  void openShell(DeviceItem device);

  void addEdge();

  void editEdge(EdgeItem edge);

  void addDevice(EdgeItem edge);

  void editDevice(DeviceItem device);

  /** Asks for a new tunnel, starting from a preset or from nothing. */
  void addTunnel(DeviceItem device, @Nullable Forward preset);

  void editTunnel(TunnelItem tunnel);

  /** Asks for the token of an edge. */
  void askToken(EdgeItem edge);

  /** Asks for the master password of the vault that tokens are kept in. */
  void unlockVault();

  /** Starts an edge and a device on this computer and shows the device. */
  void startLab();

  /** Asks for a file with a list, and then whether to add what it lists. */
  void importList();

  /** Asks for a file, and writes edges, devices and tunnels there. */
  void exportList();

  void showSettings();

  void showKeys();

  /** Shows whose works the program is made with. */
  void showLicences();

  void showPalette();

  void confirm(Question question);

  /** Tells something that needs no answer. */
  void tell(String text);

  /** Tells that something is gone, with the way back. */
  void tellWithUndo(String text, Runnable undo);

  void copy(String text);

  /** Opens a web address in the person's browser. */
  void browse(String url);
}
