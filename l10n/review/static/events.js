// What others do: the server tells of sentences that have changed on the disk or in another tab.

import { complain, t } from "./dom.js";
import { Refused } from "./api.js";

const AGAIN = 2000; // milliseconds until a lost server is looked for again

// The name of this tab among those that are open.
export const TAB = crypto.randomUUID?.() ?? String(Math.random());

export function watch(desk, { rows, all, people }) {
  let source = null;
  let lost = false;
  let watched = "";

  function begin() {
    source?.close();
    watched = new URLSearchParams({ ...desk(), tab: TAB }).toString();
    source = new EventSource(`/api/events?${watched}`);
    source.addEventListener("hello", () => {
      if (lost) { complain(null); all(); }
      lost = false;
    });
    source.addEventListener("rows", (event) => rows(JSON.parse(event.data)));
    source.addEventListener("people", (event) => people(JSON.parse(event.data)));
    source.addEventListener("all", () => all());
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(begin, AGAIN);
      if (!lost) complain(new Refused(0, { error: t("The server does not answer."), hint: t("See whether l10n review is still running. What you have typed is still here.") }));
      lost = true;
    });
  }
  for (const id of ["document", "locale"]) document.getElementById(id).addEventListener("change", begin);
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
  begin();
}
