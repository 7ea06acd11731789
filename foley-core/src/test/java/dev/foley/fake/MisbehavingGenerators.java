package dev.foley.fake;

import dev.foley.FoleyGenerator;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.TextConditioner;
import dev.foley.stage.Vocoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Generators with a fake model whose vocoder does what the prompt says: {@code crash} (a write to
 * address zero), {@code crash once FILE} (unless the file exists; it does afterwards), {@code
 * halt}, {@code eat} (out of memory), {@code hang} (deaf to interrupts), {@code slow}, {@code
 * print} (into the raw standard output), {@code fail}. Any other prompt is harmless.
 */
public final class MisbehavingGenerators implements Supplier<FoleyGenerator> {
  public static final AtomicInteger OPENED = new AtomicInteger();

  @Override
  public FoleyGenerator get() {
    OPENED.incrementAndGet();
    FoleyModel model = new FakeModel().open();
    String[] prompt = {""};
    TextConditioner texts =
        (text, negative) -> {
          prompt[0] = text;
          return model.textConditioner().encode(text, negative);
        };
    Vocoder vocoder =
        (latents, preceding) -> {
          act(prompt[0]);
          return model.vocoder().decode(latents, preceding);
        };
    return FoleyGenerator.builder().model(model.with(texts).with(vocoder)).build();
  }

  private static void act(String prompt) {
    try {
      if (prompt.equals("crash")) {
        crash();
      } else if (prompt.startsWith("crash once ")) {
        Path file = Path.of(prompt.substring(11));
        if (!Files.exists(file)) {
          Files.createFile(file);
          crash();
        }
      } else if (prompt.equals("halt")) {
        Runtime.getRuntime().halt(42);
      } else if (prompt.equals("eat")) {
        throw new OutOfMemoryError("on purpose");
      } else if (prompt.equals("hang")) {
        hang();
      } else if (prompt.equals("slow")) {
        Thread.sleep(100);
      } else if (prompt.equals("print")) {
        System.out.println("through the front door");
        try (FileOutputStream raw = new FileOutputStream(FileDescriptor.out)) {
          raw.write("through the window\n".getBytes(StandardCharsets.US_ASCII));
        }
      } else if (prompt.equals("fail")) {
        throw new IllegalStateException("on purpose");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hang() {
    while (true) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        // Native code hears no interrupt either.
      }
    }
  }

  private static void crash() {
    try {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
