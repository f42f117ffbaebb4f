// Talking to the server.

import { t } from "./dom.js";

const csrf = document.documentElement.dataset.csrf;

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? `HTTP ${status}`);
    this.status = status;
    this.hint = answer.hint ?? "";
    this.row = answer.row;
    this.findings = answer.findings ?? [];
  }
}

async function answer(request) {
  const response = await request.catch(() => {
    throw new Refused(0, {
      error: t("The server does not answer."), hint: t("See whether l10n review is still running. What you have typed is still here."),
    });
  });
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

// For a page that is going away: the request goes on without it.
export const postLeaving = (name, parameters) =>
  fetch(`/api/${name}`, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(parameters),
  });
