package dev.foley.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the slots of a pool count. Thread-safe. */
final class Tally {
  final AtomicInteger generators = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();
  final LongAdder done = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder recycled = new LongAdder();
  final LongAdder lost = new LongAdder();
}
