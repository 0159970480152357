package dev.portolan.edge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A value that can change while an edge runs. Thread-safe. */
public interface Current<T> extends Supplier<T> {

  /** Sets an action to run after each change, on the changing thread; must not block. */
  void onChange(Runnable action);

  /** A constant. */
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

  /** A value derived from two others, recomputed when one of them changes. */
  static <A, B, T> Current<T> of(Current<A> first, Current<B> second, BiFunction<A, B, T> maker) {
    Derived<T> derived = new Derived<>(() -> maker.apply(first.get(), second.get()));
    first.onChange(derived::update);
    second.onChange(derived::update);
    return derived;
  }

  /** A value derived from others. */
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
        value = maker.get(); // one at a time, so that the last update sees the latest values
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
