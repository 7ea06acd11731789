package dev.foley.internal.model.hunyuan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.foley.FoleyException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte-level byte-pair tokenizer of RoBERTa (Sennrich et al., 2016; Radford et al., 2019), read
 * from {@code tokenizer.json} or from {@code vocab.json} with {@code merges.txt}. Written in plain
 * Java, because a native tokenizer would add a second native library for every platform just to
 * split a sentence. Thread-safe.
 */
final class BytePairTokenizer {
  /** How GPT-2 splits text before merging. */
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern END_SPACE =
      Pattern.compile("\\s+\\z", Pattern.UNICODE_CHARACTER_CLASS);

  private static final long MAX_FILE = 64L << 20;
  private static final String[] ALPHABET = alphabet();

  private final Map<String, Integer> vocabulary;
  private final Map<String, Integer> ranks;
  private final Map<String, Special> specials;
  private final Pattern specialPattern;
  private final int start;
  private final int end;
  private final int padding;
  private final int unknown;

  private record Special(int id, boolean stripsLeft) {}

  private BytePairTokenizer(
      Map<String, Integer> vocabulary,
      Map<String, Integer> ranks,
      Map<String, Special> specials,
      Path origin) {
    this.vocabulary = vocabulary;
    this.ranks = ranks;
    this.specials = specials;
    this.start = id("<s>", origin);
    this.end = id("</s>", origin);
    this.padding = id("<pad>", origin);
    this.unknown = id("<unk>", origin);
    List<String> alternatives = new ArrayList<>(specials.keySet());
    alternatives.sort((a, b) -> Integer.compare(b.length(), a.length()));
    this.specialPattern = Pattern.compile(String.join("|", quoted(alternatives)));
  }

  /** Reads {@code tokenizer.json}, or the two older files, from a model's folder. */
  static BytePairTokenizer open(Path folder) {
    Path whole = folder.resolve("tokenizer.json");
    try {
      if (Files.exists(whole)) {
        return parse(json(whole), whole);
      }
      Path vocabulary = folder.resolve("vocab.json");
      Path merges = folder.resolve("merges.txt");
      if (!Files.exists(vocabulary) || !Files.exists(merges)) {
        throw new FoleyException.InvalidModel(
            folder + " holds neither tokenizer.json nor vocab.json with merges.txt.");
      }
      Map<String, Integer> ids = ids(json(vocabulary));
      Map<String, Special> specials = new HashMap<>();
      for (String token : List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>")) {
        if (ids.containsKey(token)) {
          specials.put(token, new Special(ids.get(token), token.equals("<mask>")));
        }
      }
      return new BytePairTokenizer(ids, ranks(Files.readAllLines(merges)), specials, vocabulary);
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException e) {
      throw new FoleyException.InvalidModel("Cannot read the tokenizer in " + folder + ": " + e, e);
    }
  }

  /** The symbols that stand for the 256 bytes. */
  static List<String> symbols() {
    return List.of(ALPHABET);
  }

  /** Id that fills up shorter texts. */
  int padding() {
    return padding;
  }

  /** Token ids of a text between its start and end token; the empty text is just those two. */
  int[] encode(String text) {
    IntList ids = new IntList();
    ids.add(start);
    Matcher matcher = specialPattern.matcher(text);
    int from = 0;
    while (!specials.isEmpty() && matcher.find()) {
      Special special = specials.get(matcher.group());
      String before = text.substring(from, matcher.start());
      encodePlain(special.stripsLeft ? END_SPACE.matcher(before).replaceFirst("") : before, ids);
      ids.add(special.id);
      from = matcher.end();
    }
    encodePlain(text.substring(from), ids);
    ids.add(end);
    return ids.toArray();
  }

  private void encodePlain(String text, IntList ids) {
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      List<String> symbols = new ArrayList<>();
      for (byte b : words.group().getBytes(StandardCharsets.UTF_8)) {
        symbols.add(ALPHABET[b & 0xff]);
      }
      merge(symbols);
      for (String symbol : symbols) {
        ids.add(vocabulary.getOrDefault(symbol, unknown));
      }
    }
  }

  /** Joins the neighbours of the best rank, everywhere, until none is on the list. */
  private void merge(List<String> symbols) {
    while (symbols.size() > 1) {
      int best = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < symbols.size(); i++) {
        best =
            Math.min(
                best,
                ranks.getOrDefault(symbols.get(i) + ' ' + symbols.get(i + 1), Integer.MAX_VALUE));
      }
      if (best == Integer.MAX_VALUE) {
        return;
      }
      List<String> joined = new ArrayList<>(symbols.size());
      for (int i = 0; i < symbols.size(); i++) {
        if (i + 1 < symbols.size()
            && ranks.getOrDefault(symbols.get(i) + ' ' + symbols.get(i + 1), -1) == best) {
          joined.add(symbols.get(i) + symbols.get(i + 1));
          i++;
        } else {
          joined.add(symbols.get(i));
        }
      }
      symbols.clear();
      symbols.addAll(joined);
    }
  }

  private int id(String token, Path origin) {
    Special special = specials.get(token);
    Integer id = special != null ? Integer.valueOf(special.id) : vocabulary.get(token);
    if (id == null) {
      throw new FoleyException.InvalidModel(origin + " has no token " + token + ".");
    }
    return id;
  }

  private static BytePairTokenizer parse(JsonObject json, Path origin) {
    JsonObject model = json.getAsJsonObject("model");
    List<String> merges = new ArrayList<>();
    for (JsonElement merge : model.getAsJsonArray("merges")) {
      // Newer files store the two halves apart.
      merges.add(
          merge.isJsonArray()
              ? merge.getAsJsonArray().get(0).getAsString()
                  + ' '
                  + merge.getAsJsonArray().get(1).getAsString()
              : merge.getAsString());
    }
    Map<String, Special> specials = new HashMap<>();
    JsonArray added = json.getAsJsonArray("added_tokens");
    for (JsonElement element : added == null ? new JsonArray() : added) {
      JsonObject token = element.getAsJsonObject();
      boolean strips = token.has("lstrip") && token.get("lstrip").getAsBoolean();
      specials.put(
          token.get("content").getAsString(), new Special(token.get("id").getAsInt(), strips));
    }
    return new BytePairTokenizer(
        ids(model.getAsJsonObject("vocab")), ranks(merges), specials, origin);
  }

  private static JsonObject json(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new FoleyException.InvalidModel(file + " is too large for a tokenizer.");
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static Map<String, Integer> ids(JsonObject vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    vocabulary.entrySet().forEach(entry -> ids.put(entry.getKey(), entry.getValue().getAsInt()));
    return ids;
  }

  private static Map<String, Integer> ranks(List<String> merges) {
    Map<String, Integer> ranks = new HashMap<>();
    for (String merge : merges) {
      if (!merge.isBlank() && !merge.startsWith("#version")) {
        ranks.putIfAbsent(merge, ranks.size());
      }
    }
    return ranks;
  }

  private static List<String> quoted(List<String> tokens) {
    return tokens.stream().map(Pattern::quote).toList();
  }

  /** GPT-2's printable stand-in for every byte. */
  private static String[] alphabet() {
    String[] alphabet = new String[256];
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
      alphabet[b] = String.valueOf((char) (printable ? b : next++));
    }
    return alphabet;
  }

  private static final class IntList {
    private int[] values = new int[16];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
