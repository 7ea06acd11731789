package dev.foley.internal.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few kinds of value that a checkpoint's pickle may build. None has behaviour. */
final class Pickle {
  private Pickle() {}

  /** A pickle that is malformed or wants something that is not on the list. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The name of a Python object; only a token until REDUCE or a persistent id uses it. */
  enum Global {
    ORDERED_DICT("collections.OrderedDict", null),
    REBUILD_TENSOR("torch._utils._rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter", null),
    FLOAT("torch.FloatStorage", DType.F32),
    HALF("torch.HalfStorage", DType.F16),
    BFLOAT16("torch.BFloat16Storage", DType.BF16),
    DOUBLE("torch.DoubleStorage", DType.F64),
    LONG("torch.LongStorage", DType.I64),
    INT("torch.IntStorage", DType.I32),
    SHORT("torch.ShortStorage", DType.I16),
    CHAR("torch.CharStorage", DType.I8),
    BYTE("torch.ByteStorage", DType.U8),
    BOOL("torch.BoolStorage", DType.BOOL);

    private final String qualifiedName;
    private final DType dtype;

    Global(String qualifiedName, DType dtype) {
      this.qualifiedName = qualifiedName;
      this.dtype = dtype;
    }

    /** Element type of a storage class, {@code null} for the functions. */
    DType dtype() {
      return dtype;
    }

    static Global of(String module, String name) throws Refused {
      String wanted = module + "." + name;
      for (Global global : values()) {
        if (global.qualifiedName.equals(wanted)) {
          return global;
        }
      }
      throw new Refused(
          "its pickle wants \"" + printable(wanted) + "\", which a plain checkpoint does not need");
    }

    private static String printable(String text) {
      String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
      return shown.replaceAll("[^ -~]", "?");
    }
  }

  /** A dict or an OrderedDict; keys are strings, numbers or booleans. */
  static final class Dict {
    final Map<Object, Object> entries = new LinkedHashMap<>(4);
    final boolean ordered;

    Dict(boolean ordered) {
      this.ordered = ordered;
    }
  }

  /** A list or a tuple. */
  static final class Sequence {
    final List<Object> items;

    Sequence(List<Object> items) {
      this.items = items;
    }

    static Sequence mutable() {
      return new Sequence(new ArrayList<>(0));
    }
  }

  /** A storage record, named by a persistent id. */
  record Storage(DType dtype, String key, long count) {}

  /** A view into a storage; offset and strides count elements. */
  record View(Storage storage, long offset, long[] shape, long[] strides) {}
}
