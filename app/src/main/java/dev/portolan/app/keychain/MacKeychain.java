package dev.portolan.app.keychain;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keychain of macOS: generic passwords in this user's default keychain. */
final class MacKeychain implements SecretPlace {
  private static final byte[] SERVICE = "Portolan".getBytes(StandardCharsets.UTF_8);
  private static final int OK = 0;
  private static final int NOT_FOUND = -25300;
  private static final int NO_KEYCHAIN = -25307;
  private static final int MAY_NOT_ASK = -25308;
  private static final int NOT_ALLOWED = -25293;

  private final Supplier<Security> library;

  /** Loads the system's library when it is first needed. */
  MacKeychain(Supplier<Security> library) {
    this.library = library;
  }

  @Override
  public Map<String, String> read(Collection<String> names) throws SecretPlaceException {
    Security security = security();
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      byte[] account = name.getBytes(StandardCharsets.UTF_8);
      IntByReference length = new IntByReference();
      PointerByReference data = new PointerByReference();
      int status =
          security.SecKeychainFindGenericPassword(
              null, SERVICE.length, SERVICE, account.length, account, length, data, null);
      if (status == OK) {
        found.put(
            name,
            new String(data.getValue().getByteArray(0, length.getValue()), StandardCharsets.UTF_8));
        security.SecKeychainItemFreeContent(null, data.getValue());
      } else if (status != NOT_FOUND) {
        throw trouble(status);
      }
    }
    return found;
  }

  @Override
  public void write(String name, String label, String secret) throws SecretPlaceException {
    Security security = security();
    byte[] account = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Pointer item = find(security, account);
    if (item == null) {
      check(
          security.SecKeychainAddGenericPassword(
              null, SERVICE.length, SERVICE, account.length, account, bytes.length, bytes, null));
      return;
    }
    try {
      check(security.SecKeychainItemModifyAttributesAndData(item, null, bytes.length, bytes));
    } finally {
      security.CFRelease(item);
    }
  }

  @Override
  public void remove(String name) throws SecretPlaceException {
    Security security = security();
    Pointer item = find(security, name.getBytes(StandardCharsets.UTF_8));
    if (item == null) {
      return;
    }
    try {
      check(security.SecKeychainItemDelete(item));
    } finally {
      security.CFRelease(item);
    }
  }

  private static @Nullable Pointer find(Security security, byte[] account)
      throws SecretPlaceException {
    PointerByReference item = new PointerByReference();
    int status =
        security.SecKeychainFindGenericPassword(
            null, SERVICE.length, SERVICE, account.length, account, null, null, item);
    if (status == NOT_FOUND) {
      return null;
    }
    check(status);
    return item.getValue();
  }

  /** The library, set to fail instead of prompting the user. */
  private Security security() throws SecretPlaceException {
    Security security;
    try {
      security = library.get();
    } catch (UnsatisfiedLinkError missing) {
      throw new SecretPlaceException(Trouble.ABSENT, "", missing);
    }
    check(security.SecKeychainSetUserInteractionAllowed((byte) 0));
    return security;
  }

  private static void check(int status) throws SecretPlaceException {
    if (status != OK) {
      throw trouble(status);
    }
  }

  private static SecretPlaceException trouble(int status) {
    Trouble trouble =
        switch (status) {
          case MAY_NOT_ASK, NOT_ALLOWED -> Trouble.LOCKED;
          case NO_KEYCHAIN -> Trouble.ABSENT;
          default -> Trouble.REFUSED;
        };
    return new SecretPlaceException(trouble, "macOS error " + status);
  }

  /** The used functions of the Security framework. */
  interface Security extends Library {
    static Security load() {
      return Native.load("Security", Security.class);
    }

    int SecKeychainSetUserInteractionAllowed(byte allowed);

    int SecKeychainFindGenericPassword(
        @Nullable Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        @Nullable IntByReference length,
        @Nullable PointerByReference data,
        @Nullable PointerByReference item);

    int SecKeychainAddGenericPassword(
        @Nullable Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        int length,
        byte[] data,
        @Nullable PointerByReference item);

    int SecKeychainItemModifyAttributesAndData(
        Pointer item, @Nullable Pointer attributes, int length, byte[] data);

    int SecKeychainItemDelete(Pointer item);

    int SecKeychainItemFreeContent(@Nullable Pointer attributes, Pointer data);

    void CFRelease(Pointer item);
  }
}
