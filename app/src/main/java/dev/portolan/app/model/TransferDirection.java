package dev.portolan.app.model;

/** Which way files go. */
public enum TransferDirection {
  /** From a device to this computer. */
  DOWNLOAD,
  /** From this computer to a device. */
  UPLOAD
}
