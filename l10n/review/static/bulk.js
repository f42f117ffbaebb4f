// Changes of many sentences at once: selected ones are approved, taken back, searched and replaced.

import { get, post } from "./api.js";
import { $, complain, differences, el, say, t } from "./dom.js";
import { SOURCE, tag } from "./rows.js";

export class Bulk {
  // queue: the list; changed(): called when many rows may be others; leave(): saves the editor's text.
  constructor({ desk, filters, queue, changed, leave }) {
    Object.assign(this, { desk, filters, queue, changed, leave });
    this.keys = new Map(); // of the chosen sentences, each with the version that was seen
    this.last = null; // where a range begins
    $("#bulk-approve").addEventListener("click", () => this.act("approve"));
    $("#bulk-reset").addEventListener("click", () => this.act("reset"));
    $("#bulk-replace").addEventListener("click", () => this.showReplace());
    $("#bulk-all").addEventListener("click", () => this.all());
    $("#bulk-none").addEventListener("click", () => this.none());
    $("#replace-look").addEventListener("click", () => this.replace(false));
    $("#replace-do").addEventListener("click", () => this.replace(true));
    $("#everywhere").addEventListener("click", () => this.everywhere());
    for (const name of ["find", "with", "regex", "case"]) {
      $(`#replace-${name}`).addEventListener("input", () => { $("#replace-do").disabled = true; });
    }
  }

  toggle(row) { this.select(row, false); }

  // With Shift, all from the one selected last to this one.
  async select(row, range) {
    const at = this.queue.places.get(row.key);
    if (range && this.last !== null && at !== undefined) {
      const [from, to] = [Math.min(this.last, at), Math.max(this.last, at)];
      for (let position = from; position <= to; position++) {
        const one = await this.queue.row(position);
        if (one) this.keys.set(one.key, one.version);
      }
    } else if (!this.keys.delete(row.key)) this.keys.set(row.key, row.version);
    this.last = at ?? null;
    this.show();
  }

  // All that pass the filter, in sight or not.
  async all() {
    try {
      const { keys } = await get("keys", { ...this.desk(), ...this.filters() });
      this.keys = new Map(Object.entries(keys));
      this.show();
    } catch (error) {
      complain(error);
    }
  }

  // What one has written oneself, one has seen.
  saved(row) {
    if (this.keys.has(row.key)) this.keys.set(row.key, row.version);
  }

  none() {
    this.keys.clear();
    this.last = null;
    this.show();
  }

  show() {
    $("#bulk").hidden = !this.keys.size;
    $("#selected").textContent = `${t("Selected")}: ${this.keys.size}`;
    for (const box of document.querySelectorAll("#list .select")) box.checked = this.keys.has(box.closest("[data-key]").dataset.key);
  }

  async act(action) {
    if (!(await this.leave())) return;
    try {
      const answer = await post("bulk", { ...this.desk(), action, keys: Object.fromEntries(this.keys) });
      const told = `${action === "approve" ? t("approved") : t("one step back")}: ${answer.done}`;
      say(told);
      this.none();
      await this.changed();
      const left = [
        answer.left && `${t("Left as they are, a check has found an error")}: ${answer.left}`,
        answer.others && `${t("Left as they are, somebody has changed them since")}: ${answer.others}`,
      ].filter(Boolean);
      complain(left.length ? { message: [told, ...left].join(". ") } : null);
    } catch (error) {
      complain(error);
    }
  }

  showReplace() {
    $("#replace-preview").replaceChildren();
    $("#replace-told").textContent = "";
    $("#replace-do").disabled = true;
    $("#replace").showModal();
  }

  async replace(apply) {
    if (!(await this.leave())) return;
    const wanted = {
      find: $("#replace-find").value, with: $("#replace-with").value,
      regex: $("#replace-regex").checked, case: $("#replace-case").checked,
    };
    try {
      const answer = await post("replace", { ...this.desk(), ...wanted, keys: [...this.keys.keys()], apply });
      $("#replace-told").textContent = `${apply ? t("Replaced in sentences") : t("Found in sentences")}: ${answer.total}`;
      $("#replace-preview").replaceChildren(...answer.changes.map((one) => el("li", {}, el("span", { class: "number" }, `${one.index + 1} `), ...differences(one.difference))));
      $("#replace-do").disabled = apply || !answer.total;
      if (apply) await this.changed();
    } catch (error) {
      $("#replace-told").textContent = [error.message, error.hint].filter(Boolean).join(": ");
    }
  }

  // The search's text in sources and translations of all documents.
  async everywhere() {
    try {
      const { found, more } = await get("search", { locale: this.desk().locale, text: $("#search").value });
      const items = found.map((one) => el("li", {},
        el("a", { href: `/?${new URLSearchParams({ document: one.document, locale: this.desk().locale })}#${one.key}` }, `${one.document}: ${one.index + 1}`),
        el("p", { lang: SOURCE }, one.source), el("p", { lang: tag(this.desk().locale) }, one.text || "—")));
      $("#found-list").replaceChildren(...items);
      if (!items.length) $("#found-list").append(el("li", {}, t("Nothing found.")));
      if (more) $("#found-list").append(el("li", {}, t("There is more: search for a longer text.")));
      $("#found").showModal();
    } catch (error) {
      complain(error);
    }
  }
}
