package dev.foley.internal.pipeline;

import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stage <em>text</em>: looks up which prompts apply to a window and encodes each once. */
final class TextWorker {
  /** Embeddings kept; more prompts than this in use at one time would be encoded again. */
  private static final int CACHE_SIZE = 64;

  private final PipelineJob job;
  private final ModelSpec spec;
  private final RunState state;
  private final Handoff<WindowItem> in;
  private final Handoff<WindowItem> out;
  private final Map<Key, TextCondition> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TextCondition> eldest) {
          return size() > CACHE_SIZE;
        }
      };

  TextWorker(PipelineJob job, RunState state, Handoff<WindowItem> in, Handoff<WindowItem> out) {
    this.job = job;
    this.spec = job.model().spec();
    this.state = state;
    this.in = in;
    this.out = out;
  }

  void run() throws InterruptedException {
    // The first prompts do not depend on the picture: encode them while it is being looked at.
    encode(0);
    while (true) {
      WindowItem item = in.take();
      if (item instanceof WindowItem.Window window) {
        out.put(window.withTexts(encode(window.firstLatent())));
      } else if (item instanceof WindowItem.Closing closing) {
        out.put(closing.withTexts(encode(-closing.known())));
      } else {
        out.put(item);
        return;
      }
    }
  }

  private List<List<WeightedText>> encode(long firstLatent) {
    List<List<WeightedText>> all = new ArrayList<>();
    for (Voice voice : job.voices()) {
      List<WeightedText> texts = new ArrayList<>();
      for (PromptSchedule.WeightedPrompt prompt :
          voice.prompts().over(firstLatent, spec.windowLatents(), spec.latentRate())) {
        state.check();
        texts.add(new WeightedText(condition(prompt.prompt(), voice), prompt.weight()));
      }
      all.add(List.copyOf(texts));
    }
    return List.copyOf(all);
  }

  private TextCondition condition(String prompt, Voice voice) {
    Key key = new Key(prompt, voice.negativePrompt());
    TextCondition known = cache.get(key);
    if (known != null) {
      return known;
    }
    long start = System.nanoTime();
    TextCondition condition = job.model().textConditioner().encode(prompt, voice.negativePrompt());
    state.clock.add(Stage.TEXT, start);
    state.cover(prompt, condition.coverage());
    cache.put(key, condition);
    return condition;
  }

  private record Key(String prompt, String negative) {}
}
