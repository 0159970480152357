package dev.portolan.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of edges, devices and tunnels in a file that people hand on, as {@code docs/lists.md}
 * says. It blocks, so it is used off the FX thread.
 */
final class ListFile {
  static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_TOKENS = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxDocumentLength(MAX_BYTES)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ListFile() {}

  /** Reads a list of whoever wrote it. */
  static SharedList read(Path file) throws ListException {
    JsonNode node;
    try {
      node = JSON.readTree(bytes(file));
    } catch (IOException unreadable) {
      throw new ListException(reason(unreadable), unreadable);
    } catch (JacksonException malformed) {
      // What the parser says quotes the file, which may be anything.
      throw new ListException("it is not JSON, or larger than a list can be", malformed);
    }
    if (!(node instanceof ObjectNode root)) {
      throw new ListException("it is not a list of Portolan's");
    }
    ListForm.check(root);
    number(root);
    try {
      return SharedList.of(ProfileReader.read(root).profile().edges());
    } catch (ProfileException invalid) {
      throw new ListException("it holds a value that makes no sense", invalid);
    }
  }

  /** Writes a list in place of what is there. */
  static void write(Path file, SharedList list) throws ListException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", ListForm.FORMAT).put("version", ListForm.VERSION);
    root =
        ProfileWriter.write(Profile.withEdges(list.edges()), root, Set.of())
            .put("version", ListForm.VERSION);
    ListForm.prune(root);
    // What another console would refuse is told to the one who can put it right.
    ListForm.check(root);
    byte[] bytes = JSON.writeValueAsBytes(root);
    if (bytes.length > MAX_BYTES) {
      throw new ListException("it would be larger than 1 MiB");
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new FileSystemException(file.toString(), null, "something else is there");
      }
      Path target = SafeFiles.followLinks(file);
      Path temporary = target.resolveSibling("." + target.getFileName() + "-" + System.nanoTime());
      SafeFiles.replace(target, temporary, bytes);
    } catch (IOException failure) {
      throw new ListException(reason(failure), failure);
    }
  }

  /** Gives entries the ids that the profile's reader wants; a list has none. */
  private static void number(ObjectNode root) {
    for (JsonNode edge : root.path("edges")) {
      ((ObjectNode) edge).put("id", Inventory.newId());
      for (JsonNode device : edge.path("devices")) {
        ((ObjectNode) device).put("id", Inventory.newId());
        for (JsonNode tunnel : device.path("tunnels")) {
          ((ObjectNode) tunnel).put("id", Inventory.newId());
        }
      }
    }
  }

  /**
   * All that is in a regular file. One that changes meanwhile is read to the same bound; a pipe in
   * its place would block, which is why nobody waits for this without end.
   */
  private static byte[] bytes(Path file) throws IOException, ListException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw new ListException("it is a link to another file");
    }
    if (!attributes.isRegularFile()) {
      throw new ListException("it is not a regular file");
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      content = in.readNBytes(MAX_BYTES + 1);
    }
    if (content.length > MAX_BYTES) {
      throw new ListException("it is larger than 1 MiB");
    }
    if (content.length == 0) {
      throw new ListException("it is empty");
    }
    return content;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException absent -> "it is not there";
      case AccessDeniedException denied -> "there is no permission";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> "the system says: " + failure.getMessage();
    };
  }
}
