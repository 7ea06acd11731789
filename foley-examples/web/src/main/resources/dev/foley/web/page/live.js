// Plays a take while it is made: a WAV of unknown length, fetched and handed to Web Audio piece by piece.

const HEADER_BYTES = 44;
const LEAD_SECONDS = 0.15;
const PIECE_SECONDS = 0.2;

export class LiveSound {
  #context;
  #url;
  #abort = new AbortController();
  #rate = 0;
  #channels = 1;
  #pieces = [];
  #next = 0;
  #position = 0;
  #sources = new Set();

  /** `context`: an AudioContext made or resumed by a click, else browsers stay silent. */
  constructor(context, url) {
    this.#context = context;
    this.#url = url;
  }

  /** Plays to the end of the stream; resolves when the last sample was heard or `stop` was called. */
  async play() {
    try {
      const response = await fetch(this.#url, { signal: this.#abort.signal });
      if (!response.ok) return;
      await this.#read(response.body.getReader());
      const left = this.#next - this.#context.currentTime;
      await new Promise((resolve) => {
        this.#abort.signal.addEventListener("abort", resolve);
        setTimeout(resolve, Math.max(0, 1000 * left));
      });
    } catch {
      // Stopped, or the studio is gone; either way there is no more sound.
    } finally {
      this.stop();
    }
  }

  async #read(reader) {
    let waiting = new Uint8Array(0);
    for (;;) {
      const { done, value } = await reader.read();
      if (value) waiting = join(waiting, value);
      if (!this.#rate && waiting.length >= HEADER_BYTES) {
        const header = new DataView(waiting.buffer, waiting.byteOffset);
        this.#channels = header.getUint16(22, true);
        this.#rate = header.getUint32(24, true);
        waiting = waiting.slice(HEADER_BYTES);
      }
      const frame = 2 * this.#channels;
      const enough = done ? frame : Math.ceil(PIECE_SECONDS * this.#rate) * frame;
      if (this.#rate && waiting.length >= enough) {
        const whole = waiting.length - (waiting.length % frame);
        this.#schedule(waiting.slice(0, whole));
        waiting = waiting.slice(whole);
      }
      if (done) return;
    }
  }

  #schedule(bytes) {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const frames = samples.length / this.#channels;
    const buffer = this.#context.createBuffer(this.#channels, frames, this.#rate);
    for (let c = 0; c < this.#channels; c++) {
      const channel = buffer.getChannelData(c);
      for (let i = 0; i < frames; i++) channel[i] = samples[i * this.#channels + c] / 32768;
    }
    // Late sound starts a little later instead of being cut.
    if (this.#next < this.#context.currentTime) this.#next = this.#context.currentTime + LEAD_SECONDS;
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    source.start(this.#next);
    source.onended = () => this.#sources.delete(source);
    this.#sources.add(source);
    this.#pieces.push({ at: this.#next, position: this.#position, seconds: buffer.duration });
    this.#next += buffer.duration;
    this.#position += buffer.duration;
  }

  /** Seconds of the take heard so far. */
  time() {
    const now = this.#context.currentTime - (this.#context.outputLatency || 0);
    while (this.#pieces.length > 1 && this.#pieces[1].at <= now) this.#pieces.shift();
    const piece = this.#pieces[0];
    return piece ? piece.position + Math.min(piece.seconds, Math.max(0, now - piece.at)) : 0;
  }

  /** Whether sound is coming out just now. */
  isSounding() {
    const now = this.#context.currentTime;
    return this.#pieces.length > 0 && now >= this.#pieces[0].at && now < this.#next;
  }

  stop() {
    this.#abort.abort();
    this.#sources.forEach((source) => source.stop());
    this.#sources.clear();
    this.#next = 0;
  }
}

function join(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
