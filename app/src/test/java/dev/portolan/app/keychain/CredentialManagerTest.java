package dev.portolan.app.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.PointerByReference;
import dev.portolan.app.keychain.CredentialManager.Advapi;
import dev.portolan.app.keychain.CredentialManager.Credential;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against the memory layout and the answers that Windows documents; not against Windows. */
class CredentialManagerTest {
  private final FakeAdvapi windows = new FakeAdvapi();
  private final CredentialManager place = new CredentialManager(() -> windows);

  @Test
  void theStructureIsLaidOutAsWindowsHasIt() {
    assertThat(new Credential().size()).isEqualTo(80);
  }

  @Test
  void whatIsWrittenIsReadUntilItIsRemoved() throws Exception {
    place.write("edge-1 x:443", "Portolan: Plant A", "Bearer tökén");
    place.write("edge-1 x:443", "Portolan: Plant A", "other tökén");
    assertThat(windows.kept).containsOnlyKeys("Portolan/edge-1 x:443");
    assertThat(place.read(List.of("edge-1 x:443", "edge-2 x:443")))
        .isEqualTo(Map.of("edge-1 x:443", "other tökén"));
    assertThat(windows.lent).as("what Windows lends is given back").isEmpty();

    place.remove("edge-1 x:443");
    place.remove("edge-1 x:443");
    assertThat(place.read(List.of("edge-1 x:443"))).isEmpty();
  }

  @Test
  void whatWindowsRefusesIsToldWithItsNumber() {
    windows.error = 5;
    SecretPlaceException refused = failure(() -> place.write("n", "l", "s"));
    assertThat(refused.trouble()).isEqualTo(Trouble.REFUSED);
    assertThat(refused.words()).isEqualTo("Windows error 5");
    assertThat(failure(() -> place.read(List.of("n"))).trouble()).isEqualTo(Trouble.REFUSED);
    windows.error = 1312;
    assertThat(failure(() -> place.read(List.of("n"))).trouble()).isEqualTo(Trouble.ABSENT);
  }

  @Test
  void whatIsTooLongForWindowsIsNotGivenToIt() {
    String secret = "t".repeat(CredentialManager.MAX_BYTES + 1);
    assertThat(failure(() -> place.write("n", "l", secret)).words()).contains("2560 bytes");
    assertThat(windows.kept).isEmpty();
  }

  @Test
  void withoutTheLibraryThereIsNoKeychain() {
    CredentialManager elsewhere =
        new CredentialManager(
            () -> {
              throw new UnsatisfiedLinkError("advapi32");
            });
    assertThat(failure(() -> elsewhere.read(List.of("n"))).trouble()).isEqualTo(Trouble.ABSENT);
  }

  private static SecretPlaceException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(SecretPlaceException.class, call);
  }

  private static final class FakeAdvapi implements Advapi {
    private final Map<String, byte[]> kept = new HashMap<>();
    private final List<Credential> lent = new ArrayList<>();
    private int error;

    @Override
    public boolean CredReadW(WString target, int type, int flags, PointerByReference result) {
      byte[] bytes = kept.get(target.toString());
      if (error != 0 || bytes == null || type != 1) {
        Native.setLastError(error != 0 ? error : 1168);
        return false;
      }
      Credential made = new Credential();
      Memory blob = new Memory(bytes.length);
      blob.write(0, bytes, 0, bytes.length);
      made.blob = blob;
      made.blobSize = bytes.length;
      made.write();
      lent.add(made);
      result.setValue(made.getPointer());
      return true;
    }

    @Override
    public boolean CredWriteW(Credential credential, int flags) {
      if (error != 0) {
        Native.setLastError(error);
        return false;
      }
      assertThat(credential.type).isEqualTo(1);
      assertThat(credential.persist).isEqualTo(2);
      Pointer blob = Objects.requireNonNull(credential.blob);
      kept.put(String.valueOf(credential.target), blob.getByteArray(0, credential.blobSize));
      return true;
    }

    @Override
    public boolean CredDeleteW(WString target, int type, int flags) {
      if (kept.remove(target.toString()) == null) {
        Native.setLastError(1168);
        return false;
      }
      return true;
    }

    @Override
    public void CredFree(Pointer buffer) {
      lent.removeIf(made -> made.getPointer().equals(buffer));
    }
  }
}
