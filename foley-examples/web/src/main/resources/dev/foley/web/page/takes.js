// Variants side by side: each with its waveform, figures and downloads; choosing one puts it on the screen.

import { takePath } from "./api.js";
import { drawOutline } from "./timeline.js";
import { t } from "./words.js";

export class Takes {
  #list = document.getElementById("takes-list");
  #onChoose;
  #job = null;
  #shown = null;
  #timelines = new Map();

  /** `onChoose(number)` is told which take the user wants to see. */
  constructor(onChoose) {
    this.#onChoose = onChoose;
    new ResizeObserver(() => this.draw()).observe(this.#list);
  }

  fill(job, shown, timelines) {
    this.#job = job;
    this.#shown = shown;
    this.#timelines = timelines;
    const finished = job.takes.filter((take) => take.state === "done");
    const key = job.id + " " + finished.length;
    if (this.#list.dataset.key !== key) {
      this.#list.dataset.key = key;
      this.#list.replaceChildren(...finished.map((take) => this.#card(take)));
    }
    finished.forEach((take, i) => this.#text(this.#list.children[i], take));
    this.draw();
  }

  #card(take) {
    const card = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    button.innerHTML = "<strong></strong><span class=hint></span><canvas></canvas>";
    button.addEventListener("click", () => this.#onChoose(take.number));
    const facts = document.createElement("p");
    facts.className = "hint facts";
    const warning = document.createElement("p");
    warning.className = "hint warning";
    const links = document.createElement("p");
    links.className = "links";
    const files = [["WAV", "sound.wav"], ["MP4", "video.mp4"], ["report", "report.html"], ["JSON", "report.json"]];
    for (const [what, name] of files) {
      if (name === "video.mp4" && !take.has_video) continue;
      const link = document.createElement("a");
      link.className = "small";
      link.href = takePath(this.#job, take.number, name);
      link.download = "";
      link.dataset.what = what;
      links.append(link);
    }
    card.append(button, facts, warning, links);
    return card;
  }

  #text(card, take) {
    const { number, result } = take;
    const shown = number === this.#shown;
    const button = card.querySelector(".pick");
    button.setAttribute("aria-pressed", shown);
    button.setAttribute("aria-label", t(shown ? "take-shown" : "take-play", { n: number }));
    card.querySelector("strong").textContent = t("take", { n: number });
    card.querySelector(".pick .hint").textContent = t("take-seed", { seed: take.seed });
    const facts = [t("take-events", result)];
    if (result.median_offset_ms !== undefined) {
      facts.push(t("take-offset", { ms: result.median_offset_ms.toFixed(0) }));
    }
    if (result.rtf > 0) facts.push(t("take-pace", { x: (1 / result.rtf).toFixed(1) }));
    card.querySelector(".facts").textContent = facts.join(" · ");
    const warnings = [...result.warnings];
    if (result.unknown_words.length) warnings.unshift(t("take-unknown", { words: result.unknown_words.join(", ") }));
    card.querySelector(".warning").textContent = warnings.join(" ");
    card.querySelector(".warning").hidden = !warnings.length;
    for (const link of card.querySelectorAll("a")) {
      const what = link.dataset.what === "report" ? t("report") : link.dataset.what;
      link.textContent = what;
      link.setAttribute("aria-label", t("download", { what, n: number }));
    }
  }

  draw() {
    this.#list.querySelectorAll("canvas").forEach((canvas, i) => {
      const number = this.#job.takes.filter((take) => take.state === "done")[i]?.number;
      const data = this.#timelines.get(number);
      if (!data || !canvas.clientWidth) return;
      canvas.width = canvas.clientWidth * devicePixelRatio;
      canvas.height = canvas.clientHeight * devicePixelRatio;
      const ink = getComputedStyle(canvas).color;
      const box = { x: 0, y: 0, width: canvas.width, height: canvas.height };
      drawOutline(canvas.getContext("2d"), data.outline, box, data.duration_s / box.width, ink);
    });
  }
}
