package dev.portolan.app.store;

import dev.portolan.app.model.Forward;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

/** Reads and writes shared lists, see {@code docs/lists.md}. Blocks. */
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

  /**
   * Reads an untrusted list, of Portolan, qbee-cli or qbee-connect.
   *
   * @param parser parses a tunnel as users write it
   */
  static SharedList read(Path file, Function<String, List<Forward>> parser) throws ListException {
    JsonNode node;
    try {
      node = JSON.readTree(bytes(file));
    } catch (IOException unreadable) {
      throw new ListException(reason(unreadable), unreadable);
    } catch (JacksonException malformed) {
      // without the parser's message, which quotes the file
      throw new ListException("it is not JSON, or larger than a list can be", malformed);
    }
    boolean foreign = ForeignList.isMeant(node);
    ObjectNode root = foreign ? ForeignList.convert(node, parser) : ours(node);
    ListForm.check(root);
    number(root);
    try {
      return SharedList.of(
          foreign ? SharedList.Extent.DEVICES : SharedList.Extent.EDGES,
          ProfileReader.read(root).profile().edges());
    } catch (ProfileException invalid) {
      throw new ListException("it holds a value that makes no sense", invalid);
    }
  }

  private static ObjectNode ours(JsonNode node) throws ListException {
    if (node instanceof ObjectNode root) {
      return root;
    }
    throw new ListException("it is not a list of Portolan's");
  }

  /** Writes a list, replacing an existing file. */
  static void write(Path file, SharedList list) throws ListException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", ListForm.FORMAT).put("version", ListForm.VERSION);
    root =
        ProfileWriter.write(Profile.withEdges(list.edges()), root, Set.of())
            .put("version", ListForm.VERSION);
    ListForm.prune(root);
    // validated here, where the user can fix it, rather than at import
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

  /** Adds the ids that the profile's reader requires. */
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
   * Reads a regular file up to a limit. If it is replaced by a pipe meanwhile this blocks, so
   * callers must use a timeout.
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
