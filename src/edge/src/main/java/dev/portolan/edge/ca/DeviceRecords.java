package dev.portolan.edge.ca;

import dev.portolan.edge.DeviceId;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificates that an edge gave to devices: a file for each device, named by its id, with
 * those that have not expired, the newest first.
 *
 * @param folder where the files are
 * @param clock tells which have expired
 */
record DeviceRecords(Path folder, InstantSource clock) {
  private static final String END = ".pem";
  private static final String NAME = "CN=";

  /** Keeps a new certificate. */
  void add(X509Certificate certificate) throws IOException {
    String id = DeviceId.of(certificate);
    List<X509Certificate> all = new ArrayList<>(List.of(certificate));
    all.addAll(of(id));
    PrivateFiles.write(file(id), all.stream().map(Pem::of).collect(Collectors.joining()));
  }

  /** Those of one device that have not expired. */
  List<X509Certificate> of(String id) throws IOException {
    try {
      return Pem.certificates(Files.readString(file(id), StandardCharsets.ISO_8859_1)).stream()
          .filter(kept -> kept.getNotAfter().toInstant().isAfter(clock.instant()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IllegalArgumentException e) {
      throw new IOException(file(id) + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Forgets a certificate that its device never got. */
  void remove(X509Certificate certificate) throws IOException {
    String id = DeviceId.of(certificate);
    List<X509Certificate> others =
        of(id).stream().filter(kept -> !kept.equals(certificate)).toList();
    if (others.isEmpty()) {
      Files.deleteIfExists(file(id));
    } else {
      PrivateFiles.write(file(id), others.stream().map(Pem::of).collect(Collectors.joining()));
    }
  }

  /** How many devices there are. */
  int count() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.filter(DeviceRecords::isRecord).count();
    }
  }

  private static boolean isRecord(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(END) && !name.startsWith(".");
  }

  /** All devices with what {@link #of} says of them, by id. */
  Map<String, List<X509Certificate>> all() throws IOException {
    Map<String, List<X509Certificate>> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (isRecord(file)) {
          String name = String.valueOf(file.getFileName());
          String id = name.substring(0, name.length() - END.length());
          all.put(id, of(id));
        }
      }
    }
    return all;
  }

  /** The name that a device was invited by. */
  static String name(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.startsWith(NAME) ? subject.substring(NAME.length()) : subject;
  }

  private Path file(String id) {
    return folder.resolve(id + END);
  }
}
