package dev.foley;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A run for each subscriber, driven by its demand. */
final class FoleyPublisher implements Flow.Publisher<FoleyChunk> {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final FoleyRequest request;

  FoleyPublisher(FoleyRequest request) {
    this.request = request;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super FoleyChunk> subscriber) {
    Pump pump = new Pump(request, Objects.requireNonNull(subscriber, "subscriber"));
    subscriber.onSubscribe(pump);
    Thread thread = new Thread(pump, "foley-publish-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  /** Delivers on its own thread; nothing is made before the first demand. */
  private static final class Pump implements Flow.Subscription, Runnable {
    private final FoleyRequest request;
    private final Flow.Subscriber<? super FoleyChunk> subscriber;
    private long demand;
    private boolean cancelled;
    private IllegalArgumentException misuse;
    private FoleyStream stream;

    Pump(FoleyRequest request, Flow.Subscriber<? super FoleyChunk> subscriber) {
      this.request = request;
      this.subscriber = subscriber;
    }

    @Override
    public synchronized void request(long n) {
      if (n <= 0) {
        misuse = new IllegalArgumentException("demand must be positive, not " + n);
      } else {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
      notifyAll();
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      if (stream != null) {
        stream.cancel();
      }
      notifyAll();
    }

    @Override
    public void run() {
      try {
        if (awaitDemand()) {
          deliver();
        }
      } catch (Throwable failure) {
        if (!isCancelled()) {
          subscriber.onError(failure);
        }
      }
    }

    private void deliver() throws InterruptedException {
      try (FoleyStream opened = open()) {
        while (opened != null && opened.hasNext()) {
          if (!awaitDemand()) {
            return;
          }
          take();
          subscriber.onNext(opened.next());
        }
      }
      if (!isCancelled()) {
        subscriber.onComplete();
      }
    }

    /** {@code null} if it was cancelled since the demand came: then nothing must start. */
    private synchronized FoleyStream open() {
      if (!cancelled) {
        stream = request.stream();
      }
      return stream;
    }

    /** Whether to go on. */
    private synchronized boolean awaitDemand() throws InterruptedException {
      while (demand == 0 && !cancelled && misuse == null) {
        wait();
      }
      if (misuse != null && !cancelled) {
        throw misuse;
      }
      return !cancelled;
    }

    private synchronized void take() {
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
    }

    private synchronized boolean isCancelled() {
      return cancelled;
    }
  }
}
