package dev.foley.pool;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * How a generator is opened, in words that another process understands.
 *
 * @param factory name of a class that opens it, or {@code null}: then the rest tells
 * @param model folder of weights, or {@code null} for the embedded model
 */
record GeneratorSetup(String factory, String model, String device, String decoder) {
  FoleyGenerator open() {
    if (factory != null) {
      return (FoleyGenerator) newFactory().get();
    }
    FoleyGenerator.Builder builder = FoleyGenerator.builder().device(device).decoder(decoder);
    if (model != null) {
      builder.model(Path.of(model));
    }
    return builder.build();
  }

  private Supplier<?> newFactory() {
    try {
      return Class.forName(factory)
          .asSubclass(Supplier.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new FoleyException.InvalidRequest(
          factory
              + " cannot be made: it needs to be a public class with a public constructor"
              + " without arguments, on the class path of the worker",
          e);
    }
  }
}
