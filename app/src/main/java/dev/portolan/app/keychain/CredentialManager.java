package dev.portolan.app.keychain;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.WString;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keychain of Windows: generic credentials of this user, on this computer only. */
final class CredentialManager implements SecretPlace {
  private static final int GENERIC = 1;
  private static final int LOCAL_MACHINE = 2;
  private static final int NOT_FOUND = 1168;
  private static final int NO_LOGON_SESSION = 1312;

  /** The limit of Windows. */
  static final int MAX_BYTES = 5 * 512;

  private final Supplier<Advapi> library;

  /** Loads the system's library when it is first needed. */
  CredentialManager(Supplier<Advapi> library) {
    this.library = library;
  }

  @Override
  public Map<String, String> read(Collection<String> names) throws SecretPlaceException {
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      String secret = read(name);
      if (secret != null) {
        found.put(name, secret);
      }
    }
    return found;
  }

  private @Nullable String read(String name) throws SecretPlaceException {
    Advapi advapi = advapi();
    PointerByReference result = new PointerByReference();
    if (!advapi.CredReadW(target(name), GENERIC, 0, result)) {
      return absent();
    }
    try {
      Credential credential = new Credential(result.getValue());
      Pointer blob = credential.blob;
      return blob == null
          ? ""
          : new String(blob.getByteArray(0, credential.blobSize), StandardCharsets.UTF_8);
    } finally {
      advapi.CredFree(result.getValue());
    }
  }

  @Override
  public void write(String name, String label, String secret) throws SecretPlaceException {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new SecretPlaceException(
          Trouble.REFUSED, "Windows keeps at most " + MAX_BYTES + " bytes of a secret");
    }
    Credential credential = new Credential();
    credential.type = GENERIC;
    credential.target = target(name);
    credential.comment = new WString(label);
    credential.persist = LOCAL_MACHINE;
    credential.user = new WString("portolan");
    credential.blobSize = bytes.length;
    try (Memory blob = new Memory(Math.max(1, bytes.length))) {
      blob.write(0, bytes, 0, bytes.length);
      credential.blob = blob;
      boolean written = advapi().CredWriteW(credential, 0);
      blob.clear();
      if (!written) {
        throw trouble(Native.getLastError());
      }
    }
  }

  @Override
  public void remove(String name) throws SecretPlaceException {
    if (!advapi().CredDeleteW(target(name), GENERIC, 0)) {
      absent();
    }
  }

  /** Null if the last call failed because there is no such credential, else an exception. */
  private static @Nullable String absent() throws SecretPlaceException {
    int code = Native.getLastError();
    if (code != NOT_FOUND) {
      throw trouble(code);
    }
    return null;
  }

  private Advapi advapi() throws SecretPlaceException {
    try {
      return library.get();
    } catch (UnsatisfiedLinkError missing) {
      throw new SecretPlaceException(Trouble.ABSENT, "", missing);
    }
  }

  private static WString target(String name) {
    return new WString("Portolan/" + name);
  }

  private static SecretPlaceException trouble(int code) {
    return new SecretPlaceException(
        code == NO_LOGON_SESSION ? Trouble.ABSENT : Trouble.REFUSED, "Windows error " + code);
  }

  /** The four functions of advapi32.dll. */
  interface Advapi extends StdCallLibrary {
    static Advapi load() {
      return Native.load("advapi32", Advapi.class);
    }

    boolean CredReadW(WString target, int type, int flags, PointerByReference credential);

    boolean CredWriteW(Credential credential, int flags);

    boolean CredDeleteW(WString target, int type, int flags);

    void CredFree(Pointer buffer);
  }

  /** CREDENTIALW of wincred.h. */
  @FieldOrder({
    "flags",
    "type",
    "target",
    "comment",
    "writtenLow",
    "writtenHigh",
    "blobSize",
    "blob",
    "persist",
    "attributeCount",
    "attributes",
    "alias",
    "user"
  })
  public static final class Credential extends Structure {
    public int flags;
    public int type;
    public @Nullable WString target;
    public @Nullable WString comment;
    public int writtenLow;
    public int writtenHigh;
    public int blobSize;
    public @Nullable Pointer blob;
    public int persist;
    public int attributeCount;
    public @Nullable Pointer attributes;
    public @Nullable WString alias;
    public @Nullable WString user;

    public Credential() {}

    Credential(Pointer memory) {
      super(memory);
      read();
    }
  }
}
