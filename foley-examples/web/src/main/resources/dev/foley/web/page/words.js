// Every text of the page in English and Chinese, side by side so that none can be missing.

const WORDS = {
  skip: ["Skip to the result", "跳到结果"],
  tagline: ["Sound effects in sync with the picture", "与画面同步的音效"],
  offline: ["Not connected; trying again", "连接已断开，正在重试"],
  theme: ["Light or dark", "浅色或深色"],
  new: ["New sound", "新建音效"],
  video: ["Video Input", "视频输入"],
  drop: ["Drop a video here, or choose a file", "把视频拖到这里，或选择文件"],
  "file-hint": ["MP4, AVI or MOV, up to 4K, {mb} MB and {minutes} minutes", "MP4、AVI 或 MOV，最高 4K，不超过 {mb} MB、{minutes} 分钟"],
  uploading: ["Upload", "上传"],
  "upload-share": ["uploading, {percent} %", "正在上传 {percent}%"],
  "upload-check": ["checking the video…", "正在检查视频…"],
  "remove-video": ["Remove the video", "移除视频"],
  prompt: ["Audio Description", "音频描述"],
  "prompt-example": ["footsteps on a wooden floor", "木地板上的脚步声"],
  negative: ["Negative prompt", "负面提示词"],
  "negative-example": ["what should not be heard", "不希望听到的声音"],
  seed: ["Seed", "随机种子"],
  dice: ["Random seed", "随机生成种子"],
  steps: ["Steps", "步数"],
  guidance: ["Guidance", "引导强度"],
  takes: ["Variants", "变体数"],
  listen: ["Play while it is made", "边生成边播放"],
  generate: ["Generate", "生成"],
  empty: ["Choose a video, say what should be heard, and generate. The sound appears here.", "选择视频，描述想听到的声音，然后点击生成。音效会出现在这里。"],
  again: ["Use these settings", "使用这些设置"],
  cancel: ["Cancel", "取消"],
  "cancel-job": ["Cancel {name}", "取消 {name}"],
  "delete-job": ["Delete {name}", "删除 {name}"],
  "open-job": ["Show {name}: {state}", "显示 {name}：{state}"],
  progress: ["Progress", "进度"],
  zoom: ["Zoom of the time axis", "时间轴缩放"],
  "zoom-in": ["Zoom in", "放大"],
  "zoom-out": ["Zoom out", "缩小"],
  timeline: ["Timeline: arrow keys move, space plays", "时间轴：方向键移动，空格键播放"],
  motion: ["motion", "运动"],
  contact: ["contact", "接触"],
  events: ["events", "事件"],
  sound: ["sound", "声音"],
  onsets: ["onsets", "起音"],
  spectrogram: ["spectrogram", "频谱图"],
  picture: ["picture", "画面"],
  moments: ["Events and onsets as text", "以文字列出事件与起音"],
  "events-seen": ["Events seen", "画面中的事件"],
  "onsets-heard": ["Onsets heard", "声音中的起音"],
  none: ["none", "无"],
  jobs: ["Queue and history", "队列与历史"],
  "jobs-empty": ["Nothing yet.", "暂无任务。"],
  queued: ["waiting", "排队中"],
  "queued-at": ["waiting, {n} before it", "排队中，前面还有 {n} 个"],
  running: ["being made", "生成中"],
  done: ["done", "已完成"],
  failed: ["failed", "失败"],
  cancelled: ["cancelled", "已取消"],
  "no-prompt": ["no description: sound from the motion alone", "没有描述：仅根据运动生成声音"],
  settings: ["seed {seed} · {steps} steps · guidance {guidance}", "种子 {seed} · {steps} 步 · 引导 {guidance}"],
  "settings-not": [" · not: {text}", " · 排除：{text}"],
  "take-of": ["variant {n} of {total}", "第 {n} / {total} 个变体"],
  "sound-of": ["{done} of {total} s", "{done} / {total} 秒"],
  "eta-seconds": ["about {n} s left", "约剩 {n} 秒"],
  "eta-minutes": ["about {n} min left", "约剩 {n} 分钟"],
  "eta-unknown": ["looking at the picture…", "正在分析画面…"],
  "eta-late": ["any moment now…", "马上就好…"],
  "finishing": ["finishing…", "即将完成…"],
  "announce-progress": ["{percent} percent done", "已完成百分之{percent}"],
  "announce-done": ["Done: the sound is ready", "完成：音效已就绪"],
  "live-play": ["▶ Listen live", "▶ 实时收听"],
  "live-stop": ["■ Stop", "■ 停止"],
  "live-wait": ["waiting for the first sound…", "等待第一段声音…"],
  "live-at": ["live, {at} s", "实时播放 {at} 秒"],
  "no-picture": ["Your browser cannot show this video's codec; stills follow the sound instead.", "浏览器无法播放此视频编码，将用静态画面跟随声音。"],
  take: ["Variant {n}", "变体 {n}"],
  "take-seed": ["seed {seed}", "种子 {seed}"],
  "take-events": ["{events} events, {onsets} onsets", "{events} 个事件，{onsets} 个起音"],
  "take-offset": ["{ms} ms apart in the median", "中位偏差 {ms} 毫秒"],
  "take-pace": ["{x} × real time", "{x} 倍实时"],
  "take-unknown": ["The model does not know, or does not read so far: {words}", "模型不认识或未读到：{words}"],
  "take-play": ["Play variant {n}", "播放变体 {n}"],
  "take-shown": ["Variant {n} is shown", "正在显示变体 {n}"],
  download: ["Download {what} of variant {n}", "下载变体 {n} 的 {what}"],
  report: ["Report", "报告"],
  "still-at": ["picture at {at} s", "{at} 秒处的画面"],
  "error.no_file": ["Choose a video first.", "请先选择视频。"],
  "error.uploading": ["The video is still being uploaded.", "视频仍在上传。"],
  "error.network": ["The studio cannot be reached. Is it still running?", "无法连接到工作室。它还在运行吗？"],
  "error.upload_too_large": ["This file is larger than {mb} MB.", "文件超过 {mb} MB。"],
  "error.empty_upload": ["The file is empty.", "文件是空的。"],
  "error.upload_incomplete": ["The upload broke off. Try again.", "上传中断，请重试。"],
  "error.too_many_uploads": ["Other uploads are under way. Try again in a moment.", "其他文件正在上传，请稍后再试。"],
  "error.storage_full": ["The studio's storage is full. Delete jobs from the history.", "存储空间已满，请删除一些历史任务。"],
  "error.unreadable_media": ["This file cannot be read as a video. It may be damaged.", "无法将此文件作为视频读取，文件可能已损坏。"],
  "error.unsupported_codec": ["This video's codec is not supported.", "不支持此视频编码。"],
  "error.no_video_stream": ["There is no picture in this file.", "此文件中没有画面。"],
  "error.picture_too_large": ["The picture is larger than 4K ({width} × {height}).", "画面超过 4K（{width} × {height}）。"],
  "error.video_too_long": ["The video is longer than {limit_s} seconds.", "视频超过 {limit_s} 秒。"],
  "error.no_such_video": ["The video is no longer stored. Choose it again.", "视频已不在存储中，请重新选择。"],
  "error.queue_full": ["The queue is full ({limit} jobs wait). Try again later.", "队列已满（{limit} 个任务等待中），请稍后再试。"],
  "error.bad_request": ["This setting cannot be used.", "此设置无效。"],
  "error.out_of_memory": ["There was not enough memory.", "内存不足。"],
  "error.invalid_model": ["The model is damaged or does not fit.", "模型已损坏或不匹配。"],
  "error.non_finite": ["The model made no usable sound.", "模型未能生成可用的声音。"],
  "error.unwritable_output": ["The result could not be written. Is the disk full?", "无法写入结果，磁盘是否已满？"],
  "error.stage_failed": ["A stage of the generation failed.", "生成过程中的某个阶段失败。"],
  "error.unknown_host": ["The studio does not answer to this address.", "工作室不接受来自此地址的访问。"],
  "error.internal": ["Something unexpected went wrong.", "发生了意外错误。"],
};

const LANGUAGES = ["en", "zh"];
let language = LANGUAGES.includes(localStorage.getItem("foley.language"))
  ? localStorage.getItem("foley.language")
  : document.documentElement.lang;
const listeners = [];

/** The text of a key with its {places} filled in. */
export function t(key, values = {}) {
  const text = WORDS[key][LANGUAGES.indexOf(language)];
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? "?");
}

/** What to tell about a failure: a sentence in the user's language, then the details. */
export function sentence(problem) {
  const details = { ...problem.details };
  if (details.limit_bytes) details.mb = Math.floor(details.limit_bytes / 1e6);
  const key = "error." + problem.code;
  if (!(key in WORDS)) return problem.detail;
  const told = t(key, details);
  const explained = ["bad_request", "unreadable_media", "stage_failed", "internal", "invalid_model"];
  return explained.includes(problem.code) && problem.detail ? told + " " + problem.detail : told;
}

/** Called now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export function switchLanguage() {
  language = LANGUAGES[1 - LANGUAGES.indexOf(language)];
  localStorage.setItem("foley.language", language);
  applyAll();
}

export function otherLanguage() {
  return language === "en" ? { lang: "zh", name: "中文" } : { lang: "en", name: "English" };
}

/** Fills in the page's fixed texts. */
export function applyAll() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder);
  listeners.forEach((listener) => listener());
}
