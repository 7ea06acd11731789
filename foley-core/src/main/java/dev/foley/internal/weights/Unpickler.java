package dev.foley.internal.weights;

import dev.foley.internal.weights.Pickle.Dict;
import dev.foley.internal.weights.Pickle.Global;
import dev.foley.internal.weights.Pickle.Refused;
import dev.foley.internal.weights.Pickle.Sequence;
import dev.foley.internal.weights.Pickle.Storage;
import dev.foley.internal.weights.Pickle.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pickle machine that knows plain containers and tensor rebuilds, and nothing else: it cannot
 * call, import or instantiate anything. It runs in a loop (nesting costs no stack), never follows
 * references (a memo bomb stays small), and what it allocates is bounded by the pickle's length.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">the opcodes</a>
 */
final class Unpickler {
  /** No object; the place on the stack where a MARK lies. */
  private static final Object MARK = new Object();

  /** Stands for Python's None. */
  static final Object NONE = new Object();

  private static final int MAX_OBJECTS = 1_000_000;
  private static final int MAX_AXES = 64;

  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int marks;
  private int containers;

  private Unpickler(byte[] pickle) {
    this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The value that the pickle describes. */
  static Object load(byte[] pickle) throws Refused {
    Unpickler machine = new Unpickler(pickle);
    while (true) {
      int opcode = machine.unsignedByte();
      if (opcode == '.') {
        Object top = machine.pop();
        if (!machine.stack.isEmpty()) {
          throw new Refused("its pickle ends with values left over");
        }
        return top;
      }
      machine.step(opcode);
      if (machine.stack.size() > MAX_OBJECTS || machine.containers > MAX_OBJECTS) {
        throw new Refused("its pickle holds more than " + MAX_OBJECTS + " values");
      }
    }
  }

  private void step(int opcode) throws Refused {
    switch (opcode) {
      case 0x80 -> protocol();
      case 0x95 -> take(8); // FRAME: only a hint
      case '}' -> push(container(new Dict(false)));
      case ']' -> push(container(Sequence.mutable()));
      case ')' -> push(new Sequence(List.of()));
      case '(' -> mark();
      case 't' -> push(container(new Sequence(popToMark())));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(popToMark());
      case 's' -> setItems(lastTwo());
      case 'u' -> setItems(popToMark());
      case 'q' -> memo.put(unsignedByte(), peek());
      case 'r' -> memo.put(take(4).getInt(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> push(recall(unsignedByte()));
      case 'j' -> push(recall(take(4).getInt()));
      case 'X' -> push(text(Integer.toUnsignedLong(take(4).getInt())));
      case 0x8c -> push(text(unsignedByte()));
      case 0x8d -> push(text(take(8).getLong()));
      case 'J' -> push((long) take(4).getInt());
      case 'K' -> push((long) unsignedByte());
      case 'M' -> push((long) Short.toUnsignedInt(take(2).getShort()));
      case 0x8a -> push(longInteger());
      case 'G' -> push(take(8).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 0x88 -> push(Boolean.TRUE);
      case 0x89 -> push(Boolean.FALSE);
      case 'N' -> push(NONE);
      case 'c' -> push(Global.of(line(), line()));
      case 0x93 -> stackGlobal();
      case 'Q' -> push(storage(pop()));
      case 'R' -> reduce();
      case 'b' -> build();
      default ->
          throw new Refused(
              String.format(
                  "its pickle uses opcode 0x%02x, which a plain checkpoint does not", opcode));
    }
  }

  private void protocol() throws Refused {
    int version = unsignedByte();
    if (version < 2 || version > 5) {
      throw new Refused("its pickle has protocol " + version + ", expected 2 to 5");
    }
  }

  private void mark() {
    stack.add(MARK);
    marks++;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private <T> T container(T value) {
    containers++;
    return value;
  }

  private Object peek() throws Refused {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw new Refused("its pickle uses a value that is not there");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws Refused {
    Object top = peek();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popToMark() throws Refused {
    if (marks == 0) {
      throw new Refused("its pickle closes a group that was never opened");
    }
    int from = stack.size() - 1;
    while (stack.get(from) != MARK) {
      from--;
    }
    List<Object> tail = stack.subList(from, stack.size());
    List<Object> values = new ArrayList<>(tail.subList(1, tail.size()));
    tail.clear();
    marks--;
    return values;
  }

  private List<Object> lastTwo() throws Refused {
    Object second = pop();
    return Arrays.asList(pop(), second);
  }

  private void tuple(int length) throws Refused {
    Object[] items = new Object[length];
    for (int i = length - 1; i >= 0; i--) {
      items[i] = pop();
    }
    push(container(new Sequence(Arrays.asList(items))));
  }

  private void append(List<Object> values) throws Refused {
    if (!(peek() instanceof Sequence list) || !(list.items instanceof ArrayList)) {
      throw new Refused("its pickle appends to something that is no list");
    }
    list.items.addAll(values);
  }

  private void setItems(List<Object> pairs) throws Refused {
    if (!(peek() instanceof Dict dict) || pairs.size() % 2 != 0) {
      throw new Refused("its pickle sets entries of something that is no dictionary");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      if (!(key instanceof String || key instanceof Long || key instanceof Boolean)) {
        throw new Refused("its pickle has a dictionary key that is neither text nor number");
      }
      dict.entries.put(key, pairs.get(i + 1));
    }
  }

  private Object recall(int index) throws Refused {
    Object value = memo.get(index);
    if (value == null) {
      throw new Refused("its pickle recalls a value that it never stored");
    }
    return value;
  }

  private void stackGlobal() throws Refused {
    if (!(pop() instanceof String name) || !(pop() instanceof String module)) {
      throw new Refused("its pickle names something by a value that is no text");
    }
    push(Global.of(module, name));
  }

  private static Storage storage(Object id) throws Refused {
    if (id instanceof Sequence tuple
        && tuple.items.size() == 5
        && "storage".equals(tuple.items.get(0))
        && tuple.items.get(1) instanceof Global type
        && type.dtype() != null
        && tuple.items.get(2) instanceof String key
        && key.matches("[0-9]{1,18}")
        && tuple.items.get(3) instanceof String
        && tuple.items.get(4) instanceof Long count
        && count >= 0) {
      return new Storage(type.dtype(), key, count);
    }
    throw new Refused("its pickle refers to something that is no tensor storage");
  }

  private void reduce() throws Refused {
    if (!(pop() instanceof Sequence arguments) || !(pop() instanceof Global function)) {
      throw new Refused("its pickle calls something that is not on the list");
    }
    List<Object> items = arguments.items;
    switch (function) {
      case ORDERED_DICT -> {
        if (!items.isEmpty()) {
          throw new Refused("its pickle builds a dictionary from arguments");
        }
        push(container(new Dict(true)));
      }
      case REBUILD_TENSOR -> {
        View view = view(items);
        containers += view.shape().length;
        push(container(view));
      }
      case REBUILD_PARAMETER -> {
        if (items.isEmpty() || !(items.get(0) instanceof View)) {
          throw new Refused("its pickle rebuilds a parameter from something that is no tensor");
        }
        push(items.get(0));
      }
      default -> throw new Refused("its pickle calls a storage type");
    }
  }

  private static View view(List<Object> arguments) throws Refused {
    if (arguments.size() >= 6
        && arguments.get(0) instanceof Storage storage
        && arguments.get(1) instanceof Long offset
        && arguments.get(2) instanceof Sequence shape
        && arguments.get(3) instanceof Sequence strides
        && shape.items.size() == strides.items.size()
        && shape.items.size() <= MAX_AXES) {
      return new View(storage, offset, numbers(shape), numbers(strides));
    }
    throw new Refused("its pickle rebuilds a tensor from unusable arguments");
  }

  private static long[] numbers(Sequence sequence) throws Refused {
    long[] values = new long[sequence.items.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(sequence.items.get(i) instanceof Long value)) {
        throw new Refused("its pickle has a tensor shape that does not consist of numbers");
      }
      values[i] = value;
    }
    return values;
  }

  /** A saved module's state dict carries attributes (version numbers); nothing here needs them. */
  private void build() throws Refused {
    pop();
    if (!(peek() instanceof Dict dict) || !dict.ordered) {
      throw new Refused("its pickle sets the state of something that is no state dictionary");
    }
  }

  private int unsignedByte() throws Refused {
    return Byte.toUnsignedInt(take(1).get());
  }

  /** A view of the next bytes. */
  private ByteBuffer take(long count) throws Refused {
    if (count < 0 || count > in.remaining()) {
      throw new Refused("its pickle ends too early");
    }
    ByteBuffer part = in.slice(in.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + (int) count);
    return part;
  }

  private String text(long length) throws Refused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(take(length)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused("its pickle holds text that is not UTF-8");
    }
  }

  private String line() throws Refused {
    int start = in.position();
    while (unsignedByte() != '\n') {
      if (in.position() - start > 200) {
        throw new Refused("its pickle names something in more than 200 characters");
      }
    }
    return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.UTF_8);
  }

  private long longInteger() throws Refused {
    int length = unsignedByte();
    if (length > Long.BYTES) {
      throw new Refused("its pickle holds a number of " + length + " bytes");
    }
    ByteBuffer bytes = take(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      long part = i == length - 1 ? bytes.get(i) : Byte.toUnsignedLong(bytes.get(i));
      value |= part << (8 * i);
    }
    return value;
  }
}
