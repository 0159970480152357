package dev.portolan.app.diagnostics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a report of a fault. What is shown is what is saved.
 *
 * @param pieces the files
 */
public record Bundle(List<Piece> pieces) {
  public Bundle {
    pieces = List.copyOf(pieces);
  }

  /** The files in one archive. */
  public byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Piece piece : pieces) {
        zip.putNextEntry(new ZipEntry(piece.name()));
        zip.write(piece.bytes());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
