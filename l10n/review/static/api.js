// Talking to the server.

const csrf = document.documentElement.dataset.csrf;

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? `HTTP ${status}`);
    this.status = status;
    this.hint = answer.hint ?? "";
    this.row = answer.row;
  }
}

async function answer(request) {
  const response = await request;
  const data = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, data);
  return data;
}

export const get = (name, parameters) =>
  answer(fetch(`/api/${name}?${new URLSearchParams(parameters)}`));

export const post = (name, parameters) =>
  answer(
    fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(parameters),
    }),
  );
