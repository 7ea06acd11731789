// Pictures, motion, events, waveform and spectrogram above one another on one time axis.

import { t } from "./words.js";

const LANES = { pictures: 60, motion: 70, wave: 110, spectrum: 140, axis: 22 };
const GAP = 6;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
const PIXELS_PER_TICK = 64;
const MAX_ZOOM = 32;
const MAX_CANVAS_PIXELS = 16000;

// From transparent over blue and magenta to orange, readable on light and on dark ground.
const HEAT = [[0, 60, 70, 170], [110, 70, 80, 200], [215, 150, 60, 190], [245, 232, 76, 120], [255, 255, 158, 54]];
const PALETTE = Array.from({ length: 256 }, (_, level) => {
  const stop = Math.min(HEAT.length - 2, Math.floor((level / 255) * (HEAT.length - 1)));
  const share = (level / 255) * (HEAT.length - 1) - stop;
  return HEAT[stop].map((from, c) => Math.round(from + share * (HEAT[stop + 1][c] - from)));
});

/** A colour of the style sheet, as a canvas understands it. */
function color(element, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Draws an outline into a box, scaled to its loudest sample. */
export function drawOutline(pen, outline, box, secondsPerPixel, ink) {
  const { high, low, seconds_per_column: step } = outline;
  let peak = 1e-4;
  for (let i = 0; i < high.length; i++) peak = Math.max(peak, high[i], -low[i]);
  const middle = box.y + box.height / 2;
  const scale = (box.height / 2 - 3) / peak;
  pen.fillStyle = ink;
  for (let x = 0; x < box.width; x++) {
    const from = Math.floor((x * secondsPerPixel) / step);
    if (from >= high.length) break;
    const to = Math.max(from + 1, Math.min(high.length, Math.floor(((x + 1) * secondsPerPixel) / step)));
    let top = high[from];
    let bottom = low[from];
    for (let i = from + 1; i < to; i++) {
      top = Math.max(top, high[i]);
      bottom = Math.min(bottom, low[i]);
    }
    pen.fillRect(box.x + x, middle - scale * top, 1, Math.max(1, scale * (top - bottom)));
  }
}

export class Timeline {
  #root = document.getElementById("timeline");
  #canvas = document.getElementById("canvas");
  #cursor = document.getElementById("cursor");
  #scroll = document.getElementById("scroll");
  #data = null;
  #heat = null;
  #strip = null;
  #total = 1;
  #zoom = 1;
  #at = 0;

  /** `seek(seconds)` and `toggle()` move and start or stop the player. */
  constructor({ seek, toggle }) {
    new ResizeObserver(() => this.draw()).observe(this.#root);
    const zoom = (by) => {
      this.#zoom = Math.min(MAX_ZOOM, Math.max(1, this.#zoom * by));
      this.#root.style.width = 100 * this.#zoom + "%";
      this.cursor(this.#at, true);
    };
    document.getElementById("zoom-in").addEventListener("click", () => zoom(2));
    document.getElementById("zoom-out").addEventListener("click", () => zoom(0.5));
    const move = (seconds) => {
      // At once: several keys may come before the player has moved.
      this.cursor(Math.min(this.#total, Math.max(0, seconds)));
      seek(this.#at);
    };
    this.#root.addEventListener("pointerdown", (event) => {
      const box = this.#root.getBoundingClientRect();
      move((this.#total * (event.clientX - box.left)) / box.width);
    });
    this.#root.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: this.#at - 0.1, ArrowRight: this.#at + 0.1, Home: 0, End: this.#total };
      Object.assign(moves, { ArrowDown: moves.ArrowLeft, ArrowUp: moves.ArrowRight });
      Object.assign(moves, { PageDown: this.#at - 1, PageUp: this.#at + 1 });
      if (event.key === " ") toggle();
      else if (event.key in moves) move(moves[event.key]);
      else return;
      event.preventDefault();
    });
  }

  /** `strip`: the pictures side by side as a loaded image, or null. */
  show(data, total, strip) {
    this.#data = data;
    this.#total = Math.max(0.01, total);
    this.#strip = strip;
    this.#heat = heat(data.spectrum);
    this.#root.setAttribute("aria-valuemax", this.#total.toFixed(2));
    this.draw();
    this.cursor(Math.min(this.#at, this.#total));
  }

  /** Moves the cursor; the view follows it if it was zoomed. */
  cursor(seconds, always = false) {
    this.#at = seconds;
    const share = Math.min(1, seconds / this.#total);
    this.#cursor.style.left = 100 * share + "%";
    this.#cursor.firstElementChild.textContent = seconds.toFixed(2) + " s";
    this.#cursor.classList.toggle("late", share > 0.9);
    this.#root.setAttribute("aria-valuenow", seconds.toFixed(2));
    this.#root.setAttribute("aria-valuetext", seconds.toFixed(2) + " s");
    const x = this.#root.clientWidth * share;
    const view = this.#scroll;
    if (always || x < view.scrollLeft || x > view.scrollLeft + view.clientWidth) {
      view.scrollLeft = x - view.clientWidth / 2;
    }
  }

  draw() {
    if (!this.#data || !this.#root.clientWidth) return;
    const heights = Object.entries(LANES).filter(([lane]) => this.#has(lane));
    const width = this.#root.clientWidth;
    const height = heights.reduce((sum, [, lane]) => sum + lane + GAP, -GAP);
    const density = Math.min(devicePixelRatio, MAX_CANVAS_PIXELS / width);
    this.#canvas.width = Math.round(width * density);
    this.#canvas.height = Math.round(height * density);
    this.#canvas.style.height = height + "px";
    const pen = this.#canvas.getContext("2d");
    pen.scale(density, density);
    pen.font = "11px system-ui, sans-serif";
    let y = 0;
    for (const [lane, size] of heights) {
      const box = { x: 0, y, width, height: size };
      this.#ground(pen, box, lane);
      this["_" + lane](pen, box);
      pen.restore();
      y += size + GAP;
    }
  }

  #has(lane) {
    if (lane === "pictures") return this.#strip !== null && this.#data.pictures.length > 0;
    return lane !== "motion" || Boolean(this.#data.motion);
  }

  /** Leaves the pen clipped to the lane, until it is restored. */
  #ground(pen, box, lane) {
    pen.save();
    pen.beginPath();
    pen.roundRect(box.x, box.y, box.width, box.height, lane === "axis" ? 0 : 8);
    pen.clip();
    if (lane === "axis") return;
    pen.fillStyle = color(this.#root, "lane");
    pen.fillRect(box.x, box.y, box.width, box.height);
  }

  #x(seconds) {
    return (seconds / this.#total) * this.#root.clientWidth;
  }

  #label(pen, box, text) {
    const wide = pen.measureText(text).width;
    pen.globalAlpha = 0.8;
    pen.fillStyle = color(this.#root, "card");
    pen.fillRect(box.x + 4, box.y + 4, wide + 8, 16);
    pen.globalAlpha = 1;
    pen.fillStyle = color(this.#root, "muted");
    pen.fillText(text, box.x + 8, box.y + 16);
  }

  _pictures(pen, box) {
    const times = this.#data.pictures;
    const wide = this.#strip.naturalWidth / times.length;
    const shown = (box.height * wide) / this.#strip.naturalHeight;
    // As many as fit, each where its moment is; the strip holds the nearest one.
    for (let x = 0; x < box.width; x += shown + 2) {
      const nearest = nearestPicture(times, (x / box.width) * this.#total);
      pen.drawImage(this.#strip, nearest * wide, 0, wide, this.#strip.naturalHeight, x, box.y, shown, box.height);
    }
  }

  _motion(pen, box) {
    for (const kind of ["motion", "contact"]) {
      const { values, seconds_per_point: step } = this.#data[kind];
      pen.beginPath();
      values.forEach((value, i) => pen.lineTo(this.#x((i + 0.5) * step), box.y + box.height - 3 - value * (box.height - 10)));
      pen.strokeStyle = pen.fillStyle = color(this.#root, kind);
      pen.lineWidth = 1.5;
      pen.stroke();
      pen.lineTo(this.#x(values.length * step), box.y + box.height);
      pen.lineTo(box.x, box.y + box.height);
      pen.globalAlpha = 0.16;
      pen.fill();
      pen.globalAlpha = 1;
    }
    this.#marks(pen, this.#data.events, "event", box, box.height - 8);
  }

  #marks(pen, moments, kind, box, tall) {
    pen.fillStyle = color(this.#root, kind);
    for (const moment of moments) {
      const length = tall * (0.35 + 0.65 * Math.min(1, moment.strength));
      const x = this.#x(moment.t);
      pen.fillRect(x - 1, box.y + box.height - length, 2, length);
      pen.beginPath();
      pen.arc(x, box.y + box.height - length, 4, 0, 7);
      pen.fill();
    }
  }

  _wave(pen, box) {
    drawOutline(pen, this.#data.outline, box, this.#total / box.width, color(this.#root, "wave"));
    pen.strokeStyle = color(this.#root, "seam");
    pen.setLineDash([3, 3]);
    for (const seam of this.#data.seams) {
      pen.beginPath();
      pen.moveTo(this.#x(seam), box.y);
      pen.lineTo(this.#x(seam), box.y + box.height);
      pen.stroke();
    }
    pen.setLineDash([]);
    this.#marks(pen, this.#data.onsets, "onset", box, box.height * 0.26);
    this.#label(pen, box, t("sound"));
  }

  _spectrum(pen, box) {
    if (this.#heat) {
      const seconds = this.#heat.width * this.#data.spectrum.seconds_per_column;
      pen.imageSmoothingQuality = "high";
      pen.drawImage(this.#heat, 0, box.y, this.#x(seconds), box.height);
    }
    this.#label(pen, box, t("spectrogram"));
  }

  _axis(pen, box) {
    const step = TICKS.find((tick) => this.#x(tick) >= PIXELS_PER_TICK) ?? TICKS.at(-1);
    pen.fillStyle = color(this.#root, "muted");
    pen.strokeStyle = color(this.#root, "rule");
    for (let i = 0; i * step < this.#total; i++) {
      const x = Math.round(this.#x(i * step)) + 0.5;
      pen.beginPath();
      pen.moveTo(x, box.y);
      pen.lineTo(x, box.y + 7);
      pen.stroke();
      const text = (i * step).toFixed(step < 1 ? 1 : 0) + " s";
      if (x + 3 + pen.measureText(text).width < box.width) pen.fillText(text, x + 3, box.y + 15);
    }
  }
}

/** Index of the last picture at or before a moment. */
export function nearestPicture(times, seconds) {
  let index = 0;
  while (index + 1 < times.length && times[index + 1] <= seconds) index++;
  return index;
}

/** The spectrogram as a small canvas, one pixel a value; null without sound. */
function heat({ bands, levels }) {
  const bytes = Uint8Array.from(atob(levels), (c) => c.charCodeAt(0));
  const columns = bytes.length / bands;
  if (!columns) return null;
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = bands;
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(columns, bands);
  for (let column = 0; column < columns; column++) {
    for (let band = 0; band < bands; band++) {
      const [alpha, red, green, blue] = PALETTE[bytes[column * bands + band]];
      image.data.set([red, green, blue, alpha], 4 * ((bands - 1 - band) * columns + column));
    }
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}
