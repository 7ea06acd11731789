package dev.foley.internal.job;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import dev.foley.FoleyException;
import dev.foley.internal.pipeline.WindowJournal;
import dev.foley.stage.Latents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one job: first who the job is, then its finished windows in order.
 *
 * <p>Latents are all that is kept. They are what is expensive to make, small (55 MB for an hour of
 * the embedded model), and everything else a run needs at a given window is a function of them, of
 * the video and of the request: noise depends on its absolute place alone, the next window is
 * conditioned on these latents, and vocoder, stitcher, aligner and limiter are deterministic. So a
 * resumed run goes through exactly the states of one that was never cut off.
 */
public final class JobJournal implements WindowJournal {
  private static final Logger LOG = LoggerFactory.getLogger(JobJournal.class);
  private static final String FILE = "windows.journal";
  private static final Gson GSON = new Gson();
  private static final TypeToken<LinkedHashMap<String, String>> FACTS = new TypeToken<>() {};

  private final Path folder;
  private final RecordFile file;
  private long recalled;

  private JobJournal(Path folder, RecordFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Opens or makes the journal in a folder.
   *
   * @param identity everything that decides the latents, by name
   * @throws FoleyException.InvalidRequest if the folder belongs to another job or is in use
   * @throws FoleyException.UnwritableOutput if it cannot be written
   */
  public static JobJournal open(Path folder, Map<String, String> identity) {
    Path path = folder.toAbsolutePath().normalize();
    RecordFile file = null;
    try {
      Files.createDirectories(path);
      file = RecordFile.open(path.resolve(FILE));
      if (file == null) {
        throw new FoleyException.InvalidRequest(
            "the job in "
                + path
                + " is being worked on already; wait for it, or use another folder");
      }
      JobJournal journal = new JobJournal(path, file);
      journal.identify(identity);
      forceFolder(path);
      return journal;
    } catch (IOException e) {
      closeQuietly(file);
      throw unwritable(path, e);
    } catch (RuntimeException e) {
      closeQuietly(file);
      throw e;
    }
  }

  private void identify(Map<String, String> identity) throws IOException {
    ByteBuffer first = file.next();
    if (first == null) {
      file.append(StandardCharsets.UTF_8.encode(GSON.toJson(identity)));
      return;
    }
    Map<String, String> stored;
    try {
      stored = GSON.fromJson(StandardCharsets.UTF_8.decode(first).toString(), FACTS);
    } catch (JsonSyntaxException e) {
      throw new FoleyException.InvalidRequest(
          folder.resolve(FILE) + " is not the journal of a job; use another folder", e);
    }
    for (Map.Entry<String, String> fact : identity.entrySet()) {
      String before = stored.get(fact.getKey());
      if (!fact.getValue().equals(before)) {
        throw new FoleyException.InvalidRequest(
            String.format(
                "the job in %s was started with another request: %s was %s and is now %s; resume it"
                    + " with the request it was started with, or use another folder",
                folder, fact.getKey(), before, fact.getValue()));
      }
    }
  }

  /** A new file is only there after a power loss if its folder was written as well. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file systems journal names themselves.
      LOG.debug("the folder {} cannot be synchronised", folder, e);
    }
  }

  @Override
  public List<Latents> recall(long index, long firstLatent) {
    ByteBuffer record;
    try {
      record = file.next();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (record == null) {
      if (recalled > 0) {
        LOG.info("the job in {} goes on with window {}", folder, index);
        recalled = 0;
      }
      return List.of();
    }
    long keptIndex = record.getLong();
    long keptFirst = record.getLong();
    if (keptIndex != index || keptFirst != firstLatent) {
      throw new FoleyException.InvalidRequest(
          String.format(
              "the job in %s kept window %d at latent %d where window %d at latent %d is needed: the"
                  + " video decodes otherwise than before; use another folder",
              folder, keptIndex, keptFirst, index, firstLatent));
    }
    recalled++;
    List<Latents> latents = new ArrayList<>();
    while (record.hasRemaining()) {
      int count = record.getInt();
      int channels = record.getInt();
      float[] values = new float[count * channels];
      record.asFloatBuffer().get(values);
      record.position(record.position() + Float.BYTES * values.length);
      latents.add(new Latents(count, channels, values));
    }
    return List.copyOf(latents);
  }

  @Override
  public void keep(long index, long firstLatent, List<Latents> latents) {
    int bytes = 2 * Long.BYTES;
    for (Latents each : latents) {
      bytes += 2 * Integer.BYTES + Float.BYTES * each.values().length;
    }
    ByteBuffer record = ByteBuffer.allocate(bytes).putLong(index).putLong(firstLatent);
    for (Latents each : latents) {
      record.putInt(each.count()).putInt(each.channels());
      record.asFloatBuffer().put(each.values());
      record.position(record.position() + Float.BYTES * each.values().length);
    }
    try {
      file.append(record.flip());
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static FoleyException unwritable(Path folder, IOException e) {
    return new FoleyException.UnwritableOutput(
        "the job in "
            + folder
            + " cannot be kept ("
            + e
            + "); free some space or check the folder, then run the same request again: the windows"
            + " finished so far are safe",
        e);
  }

  @Override
  public void close() {
    closeQuietly(file);
  }

  private static void closeQuietly(RecordFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // Every record was forced to the disk when it was appended.
        LOG.debug("closing a journal failed", e);
      }
    }
  }
}
