// What the page asks of the server, and the stream of what happens there.

const TRY_AGAIN_MS = 2000;

/** Ask for a deed; answers with its JSON, throws an Error with the HTTP `status` when it is refused. */
export async function ask(deed, asked) {
  const answer = await fetch(`/demo/${deed}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  });
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
  return answer.json();
}

/** Call `happened` with each event for ever, and `connected` with whether the stream stands. */
export function listen(happened, connected) {
  const stream = new EventSource("/demo/events");
  stream.onmessage = (event) => happened(JSON.parse(event.data));
  stream.onopen = () => connected(true);
  stream.onerror = () => {
    connected(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(happened, connected), TRY_AGAIN_MS);
  };
}

export const fileAddress = (fileId) => `/demo/file/${encodeURIComponent(fileId)}`;

/** The bytes of a file in base64. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
