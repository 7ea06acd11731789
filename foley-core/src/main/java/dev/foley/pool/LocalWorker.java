package dev.foley.pool;

import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import java.nio.file.Path;

/** A generator in this process. */
final class LocalWorker implements Worker {
  private final FoleyGenerator generator;

  LocalWorker(GeneratorSetup setup) {
    this.generator = setup.open();
  }

  @Override
  public FoleyReport run(PoolRequest request, Path wav) {
    return request.on(generator).writeWav(wav);
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public double residentMegabytes() {
    return ResidentMemory.megabytes(ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    generator.close();
  }
}
