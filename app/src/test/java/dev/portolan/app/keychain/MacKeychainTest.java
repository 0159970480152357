package dev.portolan.app.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.portolan.app.keychain.MacKeychain.Security;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the answers that Apple documents; not against macOS. */
class MacKeychainTest {
  private final FakeSecurity mac = new FakeSecurity();
  private final MacKeychain place = new MacKeychain(() -> mac);

  @Test
  void whatIsWrittenIsReadUntilItIsRemoved() throws Exception {
    place.write("edge-1 x:443", "Portolan: Plant A", "Bearer tökén");
    place.write("edge-1 x:443", "Portolan: Plant A", "other tökén");
    assertThat(place.read(List.of("edge-1 x:443", "edge-2 x:443")))
        .isEqualTo(Map.of("edge-1 x:443", "other tökén"));

    place.remove("edge-1 x:443");
    place.remove("edge-1 x:443");
    assertThat(place.read(List.of("edge-1 x:443"))).isEmpty();
    assertThat(mac.lent).as("what macOS lends is given back").isEmpty();
    assertThat(mac.mayAsk).isFalse();
  }

  @Test
  void aLockedKeychainSaysSo() {
    mac.status = -25308;
    assertThat(failure(() -> place.read(List.of("n"))).trouble()).isEqualTo(Trouble.LOCKED);
    mac.status = -25307;
    assertThat(failure(() -> place.write("n", "l", "s")).trouble()).isEqualTo(Trouble.ABSENT);
    mac.status = -50;
    assertThat(failure(() -> place.write("n", "l", "s")).words()).isEqualTo("macOS error -50");
  }

  private static SecretPlaceException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(SecretPlaceException.class, call);
  }

  private static final class FakeSecurity implements Security {
    private final Map<String, byte[]> kept = new HashMap<>();
    private final Map<Pointer, String> items = new HashMap<>();
    private final Set<Pointer> lent = new HashSet<>();
    private int status;
    private boolean mayAsk = true;

    @Override
    public int SecKeychainSetUserInteractionAllowed(byte allowed) {
      mayAsk = allowed != 0;
      return 0;
    }

    @Override
    public int SecKeychainFindGenericPassword(
        @Nullable Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        @Nullable IntByReference length,
        @Nullable PointerByReference data,
        @Nullable PointerByReference item) {
      String name = new String(account, 0, accountLength, StandardCharsets.UTF_8);
      byte[] bytes = kept.get(name);
      if (status != 0 || bytes == null) {
        return status != 0 ? status : -25300;
      }
      if (length != null && data != null) {
        length.setValue(bytes.length);
        data.setValue(lend(bytes));
      }
      if (item != null) {
        Pointer made = lend(new byte[1]);
        items.put(made, name);
        item.setValue(made);
      }
      return 0;
    }

    private Pointer lend(byte[] bytes) {
      Memory memory = new Memory(bytes.length);
      memory.write(0, bytes, 0, bytes.length);
      lent.add(memory);
      return memory;
    }

    @Override
    public int SecKeychainAddGenericPassword(
        @Nullable Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        int length,
        byte[] data,
        @Nullable PointerByReference item) {
      String name = new String(account, StandardCharsets.UTF_8);
      return status != 0 ? status : kept.putIfAbsent(name, data.clone()) == null ? 0 : -25299;
    }

    @Override
    public int SecKeychainItemModifyAttributesAndData(
        Pointer item, @Nullable Pointer attributes, int length, byte[] data) {
      kept.put(items.get(item), data.clone());
      return 0;
    }

    @Override
    public int SecKeychainItemDelete(Pointer item) {
      kept.remove(items.get(item));
      return 0;
    }

    @Override
    public int SecKeychainItemFreeContent(@Nullable Pointer attributes, Pointer data) {
      lent.remove(data);
      return 0;
    }

    @Override
    public void CFRelease(Pointer item) {
      lent.remove(item);
    }
  }
}
