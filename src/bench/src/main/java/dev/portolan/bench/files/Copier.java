package dev.portolan.bench.files;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;

/** A running edge and device, or what is in their place, with a command that copies files. */
interface Copier extends Closeable {
  /** The command that copies a file or folder into a folder of the device. */
  List<String> upload(Path source, Path folder);

  /** The command that copies a file or folder of the device into a folder. */
  List<String> download(Path source, Path folder);
}
