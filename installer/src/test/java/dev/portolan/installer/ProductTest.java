package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProductTest {
  @Test
  void everySystemGetsTheVersionThatItUnderstands() {
    Product product = new Product("0.2.1-SNAPSHOT");
    assertThat(product.numbers()).isEqualTo("0.2.1");
    assertThat(product.macVersion()).isEqualTo("1.2.1");
    assertThat(product.linuxVersion()).isEqualTo("0.2.1~snapshot");
    assertThat(new Product("2.0.0").macVersion()).isEqualTo("2.0.0");
  }

  @Test
  void aVersionHasThreeNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Product("1.0"));
  }
}
