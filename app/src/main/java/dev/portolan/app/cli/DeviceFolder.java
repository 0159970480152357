package dev.portolan.app.cli;

import dev.portolan.app.store.DataFolder;
import dev.portolan.edge.ca.PrivateFiles;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.enrol.EnrolledIdentity;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Pem;
import dev.portolan.transport.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The files of an enrolled device: its key and certificate, the edge's address and authority.
 *
 * @param path the folder
 */
record DeviceFolder(Path path) {
  private static final int MAX_URL_BYTES = 4_096;

  /** The folder of this name, or the default one in the user's data folder. */
  static DeviceFolder of(@Nullable Path path) {
    return new DeviceFolder(path == null ? DataFolder.standard().resolve("device") : path);
  }

  boolean isEnrolled() {
    return Files.exists(certificate());
  }

  /**
   * Enrols this computer. The private key is created here, and all files are there before the code
   * is used, so that a full disk does not use it up.
   */
  void enrol(URI edge, InvitationCode code, EnrolClient client, ProxyChoice proxy)
      throws Failure, InterruptedException {
    if (isEnrolled()) {
      throw new Failure(
          ExitCode.FILE,
          path
              + " has a device of "
              + readUrl()
              + " already: start it by 'portolan device', or give another --folder");
    }
    KeyPair keys = KeyKind.newP256();
    try {
      PrivateFiles.makeFolder(
          path,
          fresh -> {
            DeviceFolder folder = new DeviceFolder(fresh);
            PrivateFiles.write(folder.key(), Pem.of(keys.getPrivate()));
            PrivateFiles.write(folder.url(), edge + "\n");
            EnrolledIdentity identity = await(client, edge, code, keys, proxy);
            PrivateFiles.write(folder.authority(), Pem.of(identity.authority()));
            PrivateFiles.write(folder.certificate(), Pem.of(identity.certificate()));
          });
    } catch (Interruption e) {
      throw new InterruptedException();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  private static EnrolledIdentity await(
      EnrolClient client, URI edge, InvitationCode code, KeyPair keys, ProxyChoice proxy)
      throws IOException {
    try {
      return client.enrol(edge, proxy, code, keys).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EdgeException known) {
        throw known;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new Interruption(e);
    }
  }

  /** An interruption on its way through code that throws {@link IOException}. */
  private static final class Interruption extends IOException {
    private static final long serialVersionUID = 1L;

    Interruption(InterruptedException cause) {
      super(cause);
    }
  }

  /** The edge with this device's identity. */
  Endpoint read(ProxyChoice proxy) throws Failure {
    URI edge = EdgeOptions.url("the address in " + url(), readUrl());
    try {
      return new Endpoint(
          edge,
          null,
          Trust.Authorities.ofPem(authority()),
          ClientIdentity.ofPem(certificate(), key()),
          proxy);
    } catch (EdgeException e) {
      throw Failure.of(e);
    }
  }

  private String readUrl() throws Failure {
    try {
      if (Files.size(url()) > MAX_URL_BYTES) {
        throw new Failure(ExitCode.FILE, url() + " is too large to be what is wanted");
      }
      return Files.readString(url(), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  /** Replaces the certificate by a newer one for the same key. */
  void replace(X509Certificate newer) throws IOException {
    PrivateFiles.write(certificate(), Pem.of(newer));
  }

  private Path key() {
    return path.resolve("device.key");
  }

  private Path certificate() {
    return path.resolve("device.pem");
  }

  private Path authority() {
    return path.resolve("ca.pem");
  }

  private Path url() {
    return path.resolve("edge");
  }
}
