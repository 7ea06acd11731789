package dev.foley.internal.weights;

import dev.foley.FoleyException;
import dev.foley.internal.weights.Pickle.Dict;
import dev.foley.internal.weights.Pickle.Refused;
import dev.foley.internal.weights.Pickle.Sequence;
import dev.foley.internal.weights.Pickle.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reader of PyTorch checkpoints ({@code .pth}, {@code .bin}) in the zip format of PyTorch 1.6 and
 * later. The pickle inside is read by {@link Unpickler}, which can build containers and tensor
 * views only. Tensors of nested dictionaries are named with dots; everything else that is plain
 * becomes {@link Checkpoint#metadata()}. The checksum of the pickle is verified, those of the
 * tensor records are not (that would read the whole file).
 */
public final class TorchCheckpoint {
  private static final int MAX_PICKLE = 16 << 20;
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_NAME = 1000;
  private static final int MAX_DEPTH = 64;

  /** A view may repeat elements (stride 0); widened, it may not outgrow this or 4 files. */
  private static final long SMALL = 1 << 20;

  private final FileBytes file;
  private final Map<String, ZipDirectory.Entry> records;
  private final String root;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  /** Plain value of every container seen; {@code null} while it is being converted. */
  private final Map<Object, Object> plain = new IdentityHashMap<>();

  /** Containers that hold tensors at any depth. */
  private final Map<Object, Boolean> holders = new IdentityHashMap<>();

  private TorchCheckpoint(FileBytes file) throws Refused {
    this.file = file;
    this.records = ZipDirectory.read(file);
    this.root = root(records);
  }

  /** Maps a file. */
  public static Checkpoint open(Path path) {
    return parse(FileBytes.map(path));
  }

  static Checkpoint parse(FileBytes file) {
    try {
      return new TorchCheckpoint(file).load();
    } catch (Refused e) {
      throw new FoleyException.InvalidModel(
          file.origin() + " is no valid PyTorch checkpoint: " + e.getMessage() + ".", e);
    }
  }

  private Checkpoint load() throws Refused {
    Object top = Unpickler.load(pickle());
    if (!(top instanceof Dict dict)) {
      throw new Refused("it does not hold a dictionary of tensors");
    }
    Object values = plain(dict, 0);
    if (holders.containsKey(dict)) {
      collect(dict, "", new IdentityHashMap<>());
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    ((Map<?, ?>) values).forEach((key, value) -> metadata.put(key.toString(), value));
    return new TensorTable(file, tensors, Collections.unmodifiableMap(metadata));
  }

  /** All entries lie in one folder; {@code data.pkl} shows which. */
  private static String root(Map<String, ZipDirectory.Entry> records) throws Refused {
    String root = null;
    for (String name : records.keySet()) {
      if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - 9) {
        if (root != null) {
          throw new Refused("it holds two pickles");
        }
        root = name.substring(0, name.length() - 8);
      }
    }
    if (root == null) {
      throw new Refused("it holds no data.pkl");
    }
    for (String name : records.keySet()) {
      if (!name.startsWith(root)) {
        throw new Refused("it holds entries outside its own folder");
      }
    }
    return root;
  }

  private byte[] pickle() throws Refused {
    ZipDirectory.Entry order = records.get(root + "byteorder");
    if (order != null
        && (order.size() != 6
            || !new String(file.copy(order.offset(), 6), StandardCharsets.US_ASCII)
                .equals("little"))) {
      throw new Refused("its numbers are not little-endian; save it again on a common machine");
    }
    ZipDirectory.Entry entry = records.get(root + "data.pkl");
    if (entry.size() > MAX_PICKLE) {
      throw new Refused("its pickle has " + entry.size() + " bytes, more than a table of tensors");
    }
    byte[] bytes = file.copy(entry.offset(), (int) entry.size());
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if ((int) crc.getValue() != entry.crc()) {
      throw new Refused("the checksum of its pickle is wrong; download it again");
    }
    return bytes;
  }

  /** Converts a value without its tensors; shared containers are converted once. */
  private Object plain(Object value, int depth) throws Refused {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (!(value instanceof Dict || value instanceof Sequence)) {
      return null;
    }
    if (plain.containsKey(value)) {
      Object done = plain.get(value);
      if (done == null) {
        throw new Refused("its pickle holds a container that contains itself");
      }
      return done;
    }
    if (depth > MAX_DEPTH) {
      throw new Refused("its pickle nests deeper than " + MAX_DEPTH + " levels");
    }
    plain.put(value, null);
    Object result = value instanceof Dict dict ? plainMap(dict, depth) : plainList(value, depth);
    plain.put(value, result);
    return result;
  }

  private Object plainMap(Dict dict, int depth) throws Refused {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Map.Entry<Object, Object> entry : dict.entries.entrySet()) {
      if (!note(dict, entry.getValue(), depth)) {
        map.put(entry.getKey(), plain(entry.getValue(), depth + 1));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  private Object plainList(Object value, int depth) throws Refused {
    Sequence sequence = (Sequence) value;
    List<Object> list = new ArrayList<>(sequence.items.size());
    for (Object item : sequence.items) {
      boolean holder = note(value, item, depth);
      list.add(holder ? null : plain(item, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  /** Converts a child and notes whether it holds tensors. */
  private boolean note(Object parent, Object child, int depth) throws Refused {
    boolean holder = child instanceof View;
    if (child instanceof Dict || child instanceof Sequence) {
      plain(child, depth + 1);
      holder = holders.containsKey(child);
    }
    if (holder) {
      holders.put(parent, true);
    }
    return holder;
  }

  /** Names the tensors below a container; its depth was checked by {@link #plain}. */
  private void collect(Object container, String prefix, Map<Object, Boolean> seen) throws Refused {
    if (seen.put(container, true) != null) {
      throw new Refused("its pickle uses one dictionary of tensors in two places");
    }
    if (container instanceof Dict dict) {
      for (Map.Entry<Object, Object> entry : dict.entries.entrySet()) {
        collectChild(entry.getValue(), prefix, entry.getKey(), seen);
      }
    } else {
      int index = 0;
      for (Object item : ((Sequence) container).items) {
        collectChild(item, prefix, index++, seen);
      }
    }
  }

  private void collectChild(Object child, String prefix, Object key, Map<Object, Boolean> seen)
      throws Refused {
    boolean tensor = child instanceof View;
    if (!tensor && !holders.containsKey(child)) {
      return;
    }
    String name = prefix + key;
    if (name.length() > MAX_NAME || tensors.size() >= MAX_TENSORS) {
      throw new Refused("it holds too many tensors, or names longer than " + MAX_NAME);
    }
    if (!tensor) {
      collect(child, name + ".", seen);
    } else if (tensors.put(name, locate(name, (View) child)) != null) {
      throw new Refused("two tensors are named " + name);
    }
  }

  private StoredTensor locate(String name, View view) throws Refused {
    DType dtype = view.storage().dtype();
    ZipDirectory.Entry record = records.get(root + "data/" + view.storage().key());
    long stored = view.storage().count();
    if (record == null || stored > record.size() || stored * dtype.bytes() != record.size()) {
      throw new Refused("the record of tensor " + name + " is missing or has another size");
    }
    long count = TensorTable.checkedCount(file.origin(), name, view.shape());
    if (count > Math.max(SMALL, 4 * file.size()) / dtype.bytes()) {
      throw new Refused("tensor " + name + " would be larger than the file can justify");
    }
    boolean contiguous = checkRange(name, view, count);
    return new StoredTensor(
        file,
        record.offset() + view.offset() * dtype.bytes(),
        dtype,
        view.shape(),
        contiguous ? null : view.strides());
  }

  /** Refuses views that reach outside their record; says whether the view is contiguous. */
  private static boolean checkRange(String name, View view, long count) throws Refused {
    long stored = view.storage().count();
    long last = view.offset();
    long packed = 1;
    boolean contiguous = true;
    boolean inside = last >= 0 && (count > 0 ? last < stored : last <= stored);
    for (int axis = view.shape().length - 1; axis >= 0 && inside && count > 0; axis--) {
      long size = view.shape()[axis];
      long stride = view.strides()[axis];
      if (size > 1) {
        contiguous &= stride == packed;
        packed *= size;
        inside = stride >= 0 && stride <= (stored - 1 - last) / (size - 1);
        last += inside ? (size - 1) * stride : 0;
      }
    }
    if (!inside) {
      throw new Refused("tensor " + name + " reaches outside its record");
    }
    return contiguous;
  }
}
