// The studio's REST API.

/** A failure as the server describes it: code, detail, details. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail);
    Object.assign(this, body);
  }

  static network() {
    return new Problem({ status: 0, code: "network", detail: "", details: {} });
  }
}

export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw Problem.network();
  }
  const text = await response.text();
  if (!response.ok) throw problem(response.status, text);
  return text ? JSON.parse(text) : null;
}

function problem(status, text) {
  try {
    return new Problem(JSON.parse(text));
  } catch {
    return new Problem({ status, code: "internal", detail: "HTTP " + status, details: {} });
  }
}

/** Uploads a file; `onShare` is told how much of it has been sent, 0 to 1. */
export function upload(file, onShare) {
  // Of fetch and XMLHttpRequest only the latter tells how an upload gets on.
  const request = new XMLHttpRequest();
  const promise = new Promise((resolve, reject) => {
    request.open("POST", "/api/videos?name=" + encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", file.type.startsWith("video/") ? file.type : "application/octet-stream");
    request.upload.onprogress = (event) => onShare(event.loaded / Math.max(1, event.total));
    request.onload = () =>
      request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(problem(request.status, request.responseText));
    request.onerror = () => reject(Problem.network());
    request.onabort = () => reject(new Problem({ code: "aborted", detail: "", details: {} }));
    request.send(file);
  });
  return { promise, abort: () => request.abort() };
}

export const takePath = (job, take, name) => `/api/jobs/${job.id}/takes/${take}/${name}`;
