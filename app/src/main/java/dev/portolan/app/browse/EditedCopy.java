package dev.portolan.app.browse;

import dev.portolan.app.task.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device's file on this computer while it is edited. Blocks.
 *
 * <p>The editor has a folder of its own, where it may put whatever it likes beside the file. What
 * comes and goes is kept apart, so that nothing half is edited or sent.
 */
final class EditedCopy {
  private final Path folder;
  private final Path file;
  private final Path incoming;
  private final Path outgoing;

  /** The permissions on the device; null if they are not known. */
  private @Nullable Set<PosixFilePermission> permissions;

  /**
   * @param parent an empty, private folder
   * @param name the file's name on the device
   */
  EditedCopy(Path parent, String name) throws IOException {
    folder = Files.createDirectory(parent.resolve("edit"), OwnerOnly.FOLDER.attributes());
    file = folder.resolve(local(folder, name));
    incoming = parent.resolve("incoming");
    outgoing = parent.resolve("outgoing");
  }

  /** The name on this computer, which may have fewer characters for names. */
  private static String local(Path folder, String name) {
    try {
      Path local = folder.resolve(name);
      return folder.equals(local.getParent()) ? name : "file";
    } catch (InvalidPathException e) {
      return "file";
    }
  }

  /** The editor's folder. */
  Path folder() {
    return folder;
  }

  /** What the editor opens. */
  Path file() {
    return file;
  }

  /** Where a file from the device goes at first. */
  Path incoming() {
    return incoming;
  }

  /** What goes to the device. */
  Path outgoing() {
    return outgoing;
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Gives the editor what has come, as a file that nobody runs. Returns its content's hash. */
  byte[] take() throws IOException {
    PosixFileAttributeView view = posix(incoming);
    if (view != null) {
      permissions = view.readAttributes().permissions();
      OwnerOnly.FILE.restrict(incoming);
    }
    byte[] hash = hash(incoming);
    Files.move(incoming, file, StandardCopyOption.REPLACE_EXISTING);
    return hash;
  }

  /** Makes ready what goes to the device, with the permissions that it had. Returns its hash. */
  byte[] prepare() throws IOException {
    Files.copy(file, outgoing, StandardCopyOption.REPLACE_EXISTING);
    PosixFileAttributeView view = posix(outgoing);
    if (view != null && permissions != null) {
      view.setPermissions(permissions);
    }
    return hash(outgoing);
  }

  byte[] hash() throws IOException {
    return hash(file);
  }

  byte[] hashOfIncoming() throws IOException {
    return hash(incoming);
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }

  private static byte[] hash(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digest.transferTo(OutputStream.nullOutputStream());
      return digest.getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
