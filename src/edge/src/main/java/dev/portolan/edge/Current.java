package dev.portolan.edge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A value that may change while an edge runs. Safe for any thread. */
public interface Current<T> extends Supplier<T> {

  /**
   * Has the action run after each change, on the thread that makes the change, which it must not
   * block.
   */
  void onChange(Runnable action);

  /** A value that stays as it is. */
  static <T> Current<T> fixed(T value) {
    return new Current<>() {
      @Override
      public T get() {
        return value;
      }

      @Override
      public void onChange(Runnable action) {
        // There is no change.
      }
    };
  }

  /** What is made of two others, anew whenever one of them changes. */
  static <A, B, T> Current<T> of(Current<A> first, Current<B> second, BiFunction<A, B, T> maker) {
    Derived<T> derived = new Derived<>(() -> maker.apply(first.get(), second.get()));
    first.onChange(derived::update);
    second.onChange(derived::update);
    return derived;
  }

  /** Made of others. */
  final class Derived<T> implements Current<T> {
    private final Supplier<T> maker;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile T value;

    private Derived(Supplier<T> maker) {
      this.maker = maker;
      this.value = maker.get();
    }

    private void update() {
      synchronized (this) {
        value = maker.get(); // In turn, so that the last one sees what is there last.
      }
      actions.forEach(Runnable::run);
    }

    @Override
    public T get() {
      return value;
    }

    @Override
    public void onChange(Runnable action) {
      actions.add(action);
    }
  }
}
