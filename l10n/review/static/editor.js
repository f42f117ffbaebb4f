// The editor of one sentence. There is one at a time; help with the sentence stands beside it.

import { get, post, postLeaving } from "./api.js";
import { Aids } from "./aids.js";
import { Conflict } from "./conflict.js";
import { $, complain, differences, el, say, t } from "./dom.js";
import { Field } from "./field.js";
import { showFindings } from "./findings.js";
import { Notes } from "./notes.js";
import { placeOf, STATES, textsOf } from "./rows.js";
import { showAround, showSource, showSpecials } from "./source.js";
import { Terms } from "./terms.js";

const CHECK_AFTER = 250; // milliseconds without a key stroke
const SAVE_AFTER = 1000;
const SAVE_WITHIN = 1800; // of the first key that is not saved, however long one types on

export class Editor {
  // desk: {document, locale}; changed(answer): called with what a save has changed.
  constructor(desk, row, changed) {
    this.desk = desk;
    this.row = row;
    this.changed = changed;
    this.form = $("#editor").content.cloneNode(true).firstElementChild;
    this.aids = new Aids(this);
    this.conflict = new Conflict(this);
    this.notes = new Notes(this);
    this.terms = new Terms(this);
    this.fields = this.makeFields();
    this.field = this.fields[0]; // the one that is typed in, or was last
    this.put(row);
    this.typed = 0;
    this.on(".save", () => this.save(false));
    this.on(".original", () => this.copySource());
    this.showRow();
    showSource(this, {});
    showFindings(this, row.findings);
    showSpecials(this);
  }

  on(selector, action) {
    $(selector, this.form).addEventListener("click", action);
  }

  where(more = {}) {
    return { ...this.desk, key: this.row.key, ...more };
  }

  get choices() {
    return this.aids.choices;
  }

  // A field for each plural form, with the first numbers that want it; else one field.
  makeFields() {
    const first = $(".field", this.form);
    $("textarea", first).lang = this.desk.locale.split("@")[0].replace("_", "-");
    const places = [first, ...this.row.forms.slice(1).map(() => first.cloneNode(true))];
    const labels = this.row.forms.map((_, form) => `${this.row.numbers[form].join(", ")}…`);
    if (labels.length) {
      const place = el("div", { class: "forms" });
      first.before(place);
      place.append(...places.flatMap((one, form) => [el("span", { class: "numbers", "aria-hidden": "true" }, labels[form]), one]));
    }
    return places.map((one, form) => {
      const box = $("textarea", one);
      if (form) box.id = `translation-${form}`;
      if (labels.length) box.setAttribute("aria-label", `${t("Translation")}: ${labels[form]}`);
      const field = new Field(box, this.row.codes);
      box.addEventListener("input", () => this.input());
      box.addEventListener("focus", () => { this.field = field; });
      return field;
    });
  }

  put(row) {
    this.fields.forEach((field, form) => {
      field.box.value = textsOf(row)[form] ?? "";
      field.paint();
    });
  }

  // As the server takes it: a text, or all plural forms.
  get written() {
    const texts = this.fields.map((field) => field.box.value);
    return this.row.plural ? texts : texts[0];
  }

  get dirty() {
    const texts = textsOf(this.row);
    return this.fields.some((field, form) => field.box.value.trim() !== (texts[form] ?? "").trim());
  }

  begin() {
    this.showLength();
    const pane = $(".pane.edit", this.form);
    let width = null;
    this.sizes = new ResizeObserver(() => { // also where it comes into sight
      if (pane.clientWidth !== width) this.fit();
      width = pane.clientWidth;
    });
    this.sizes.observe(pane);
    this.fit();
  }

  end() {
    this.sizes.disconnect();
    clearTimeout(this.timer);
    clearTimeout(this.saving);
    this.form.remove();
  }

  focus() {
    const { box } = this.field;
    box.focus({ preventScroll: true });
    box.setSelectionRange(box.value.length, box.value.length);
  }

  fit() {
    for (const { box } of this.fields) {
      box.rows = this.row.plural ? 1 : 2;
      while (box.scrollHeight > box.clientHeight && box.rows < 12) box.rows += 1;
    }
  }

  // What the server knows of the sentence; alternatives last, as a model has to be asked.
  async load() {
    try {
      let details;
      let version;
      do { // until an answer comes that no save of one's own has overtaken
        ({ version } = this.row);
        details = await get("entry", this.where());
        await this.idle();
        if (!this.form.isConnected) return;
      } while (this.row.version !== version);
      if (details.version !== this.row.version) this.refresh(details);
      this.of = details.of;
      this.showRow();
      showSource(this, details.legend, details.terms);
      showAround(this, details);
      this.aids.show(details);
      this.terms.show(details);
      this.check();
      const said = await get("alternatives", this.where());
      if (!this.form.isConnected) return;
      this.aids.showChoices(said.texts);
      this.terms.showModel(said);
    } catch (error) {
      complain(error);
    }
  }

  // The sentence as it is on the disk by now: shown at once unless the person has typed.
  refresh(row) {
    if (this.dirty) {
      this.conflict.show(row);
      return;
    }
    this.row = row;
    this.put(row);
    this.showRow();
    this.changed({ row });
  }

  input() {
    this.fit();
    this.showLength();
    $(".saved", this.form).textContent = this.dirty ? t("not saved yet") : "";
    $(".confirm", this.form).hidden = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), CHECK_AFTER);
    clearTimeout(this.saving);
    this.since ??= performance.now();
    const left = this.since + SAVE_WITHIN - performance.now();
    this.saving = setTimeout(() => this.autosave(), Math.max(0, Math.min(SAVE_AFTER, left)));
  }

  async check() {
    const number = ++this.typed;
    try {
      const answer = await post("check", this.where({ translation: this.written }));
      if (number !== this.typed) return; // a later text is on its way
      showFindings(this, answer.findings);
      this.aids.fill(".machine", differences(answer.difference));
    } catch (error) {
      complain(error);
    }
  }

  use(text) {
    this.field.box.focus();
    this.field.box.select();
    this.field.insert(text);
  }

  copySource() {
    this.use(this.field === this.fields[0] ? this.row.source : this.row.plural);
  }

  insertMissing() {
    const [code] = this.field.missing(this.row.codes);
    if (code) this.field.insert(code);
    else say(t("No placeable is missing."));
  }

  // What was typed is kept as a draft; quietly, as nobody has asked for it.
  autosave() {
    if (this.dirty && !this.busy && !this.conflict.open) return this.save(false, { auto: true });
    return undefined;
  }

  // The page goes away: the last letters go with a request that outlives it.
  saveLeaving() {
    if (this.dirty && !this.conflict.open) {
      postLeaving("save", this.where({ version: this.row.version, translation: this.written, approve: false, auto: true }));
    }
  }

  // Until what is being written is on the disk: else one's own save would look like somebody else's.
  async idle() {
    while (this.busy) await this.busy.catch(() => {});
  }

  // Returns whether what was written is on the disk.
  async save(approve, { auto = false } = {}) {
    clearTimeout(this.saving);
    this.since = null;
    await this.idle();
    const { written } = this;
    const confirm = $(".confirm", this.form);
    const sure = approve && !confirm.hidden ? { confirmed: true, reason: $(".reason", this.form).value } : {};
    this.busy = post("save", this.where({ version: this.row.version, translation: written, approve, auto, ...sure }));
    try {
      const answer = await this.busy;
      this.busy = null;
      this.row = answer.row;
      if (String(this.written) === String(written)) { if (!auto) this.put(answer.row); } else this.input();
      confirm.hidden = true;
      const told = answer.others ? `${t("approved")}: ${answer.others} ${t("more of the same")}` : approve ? t("approved") : t("saved");
      $(".saved", this.form).textContent = told;
      if (!auto) say(told);
      complain(null);
      this.showRow();
      this.changed(answer);
      return true;
    } catch (error) {
      this.busy = null;
      if (error.status === 409) this.conflict.show(error.row);
      else if (error.status === 428) this.askToConfirm(error);
      else complain(error);
      return false;
    }
  }

  askToConfirm(error) {
    showFindings(this, error.findings);
    $(".confirm", this.form).hidden = false;
    $(".confirm", this.form).scrollIntoView({ block: "nearest" });
    say($(".confirm p", this.form).textContent);
  }

  showRow() {
    const { row } = this;
    const [mark, name] = STATES[row.state];
    $(".position", this.form).textContent = `${row.index + 1}${this.of ? ` / ${this.of}` : ""}`;
    $(".place-in", this.form).textContent = placeOf(row);
    const chip = $(".where .chip", this.form);
    chip.className = `chip state ${row.state}`;
    chip.textContent = `${mark} ${name}`;
    this.notes.show(row);
  }

  showLength() {
    const source = this.field === this.fields[0] ? this.row.source : this.row.plural;
    $(".length", this.form).textContent = `${[...this.field.box.value].length} / ${[...source].length}`;
  }
}
