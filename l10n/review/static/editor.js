// The editor of one sentence. There is one at a time, put where the sentence stands.

import { get, post } from "./api.js";
import { $, complain, differences, el, say, t } from "./dom.js";

const CHECK_AFTER = 250; // milliseconds without a key stroke

// A row's translation: all plural forms, or the one text.
const textsOf = (row) => (row.forms.length ? row.forms : [row.text]);

export class Editor {
  // desk: {document, locale}; changed(answer): called with what a save has changed.
  constructor(desk, row, changed) {
    this.desk = desk;
    this.row = row;
    this.changed = changed;
    this.choices = []; // what Alt 1 … Alt 9 put in
    this.form = $("#editor").content.cloneNode(true).firstElementChild;
    this.fields = this.makeFields();
    this.field = this.fields[0]; // the one that is typed in, or was last
    this.put(row);
    $(".own", this.form).textContent = row.source;
    this.fill(".plural", row.plural ? [row.plural] : []);
    this.typed = 0;
    this.on(".save", () => this.save(false));
    this.on(".original", () => this.use(this.field === this.fields[0] ? this.row.source : this.row.plural));
    this.on(".add-note", () => this.note());
    this.on(".keep-mine", () => this.resolve(false));
    this.on(".take-theirs", () => this.resolve(true));
    this.showNotes();
    this.showFindings(row.findings);
  }

  on(selector, action) {
    $(selector, this.form).addEventListener("click", action);
  }

  where(more = {}) {
    return { ...this.desk, key: this.row.key, ...more };
  }

  // A field for each plural form, with the first numbers that want it; else one field.
  makeFields() {
    const first = $("textarea", this.form);
    first.lang = this.desk.locale.split("@")[0].replace("_", "-");
    const fields = [first, ...this.row.forms.slice(1).map(() => first.cloneNode(true))];
    const labels = this.row.forms.map((_, form) => `${this.row.numbers[form].join(", ")}…`);
    fields.forEach((field, form) => {
      if (form) field.id = `translation-${form}`;
      if (labels.length) field.setAttribute("aria-label", `${t("Translation")}: ${labels[form]}`);
      field.addEventListener("input", () => this.input());
      field.addEventListener("focus", () => { this.field = field; });
    });
    if (labels.length) {
      const place = el("div", { class: "forms" });
      first.before(place);
      place.append(...fields.flatMap((field, form) => [el("span", { class: "numbers", "aria-hidden": "true" }, labels[form]), field]));
    }
    return fields;
  }

  put(row) {
    this.fields.forEach((field, form) => { field.value = textsOf(row)[form] ?? ""; });
  }

  // As the server takes it: a text, or all plural forms.
  get written() {
    const texts = this.fields.map((field) => field.value);
    return this.row.plural ? texts : texts[0];
  }

  get dirty() {
    const texts = textsOf(this.row);
    return this.fields.some((field, form) => field.value.trim() !== (texts[form] ?? "").trim());
  }

  focus() {
    this.fit();
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  fit() {
    for (const field of this.fields) {
      field.rows = this.row.plural ? 1 : 2;
      while (field.scrollHeight > field.clientHeight && field.rows < 12) field.rows += 1;
    }
  }

  // What the server knows of the sentence; alternatives last, as a model has to be asked.
  async load() {
    try {
      const details = await get("entry", this.where());
      if (!this.form.isConnected) return;
      if (details.version !== this.row.version) this.refresh(details);
      this.showAround(details);
      this.machine = details.machine;
      this.fill(".previous", differences(details.previous));
      this.matches = details.matches.map((match) => ({
        text: match.text,
        about: [el("span", { class: "percent" }, `${match.percent} %`), ...differences(match.difference)],
      }));
      this.showTerms(details.terms ?? []);
      this.showChoices([]);
      this.check();
      const others = await get("alternatives", this.where());
      if (this.form.isConnected) this.showChoices(others);
    } catch (error) {
      complain(error);
    }
  }

  // The sentence as it is on the disk by now: shown at once unless the person has typed.
  refresh(row) {
    if (this.dirty) {
      this.conflict(row);
      return;
    }
    this.row = row;
    this.put(row);
    this.showNotes();
    this.changed({ row });
  }

  input() {
    this.fit();
    $(".saved", this.form).textContent = this.dirty ? t("not saved yet") : "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), CHECK_AFTER);
  }

  async check() {
    const number = ++this.typed;
    try {
      const answer = await post("check", this.where({ translation: this.written }));
      if (number !== this.typed) return; // a later text is on its way
      this.showFindings(answer.findings);
      this.fill(".machine", differences(answer.difference));
    } catch (error) {
      complain(error);
    }
  }

  use(text) {
    // As if typed: the browser's own undo takes it back.
    this.field.focus();
    this.field.select();
    if (!document.execCommand("insertText", false, text)) this.field.value = text;
    this.input();
  }

  // Returns whether what was written is on the disk.
  async save(approve) {
    if (this.busy) return false;
    this.busy = true;
    const { written } = this;
    try {
      const answer = await post(
        "save", this.where({ version: this.row.version, translation: written, approve }),
      );
      this.row = answer.row;
      if (String(this.written) === String(written)) this.put(answer.row);
      $(".saved", this.form).textContent = approve ? t("approved") : t("saved");
      say(approve ? t("approved") : t("saved"));
      complain(null);
      this.changed(answer);
      return true;
    } catch (error) {
      if (error.status === 409) this.conflict(error.row);
      else complain(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  conflict(row) {
    this.theirs = row;
    $(".theirs", this.form).textContent = row.text ? textsOf(row).join(" | ") : t("(not translated)");
    $(".conflict", this.form).hidden = false;
    $(".keep-mine", this.form).focus();
  }

  resolve(theirs) {
    const mine = this.fields.map((field) => field.value);
    this.row = this.theirs;
    this.showNotes();
    $(".conflict", this.form).hidden = true;
    if (theirs) {
      if (this.row.plural) this.put(this.row);
      else this.use(this.row.text);
      this.mine = mine; // stays at hand among the alternatives
      this.showChoices(this.others ?? []);
    }
    this.changed({ row: this.row });
    this.field.focus();
  }

  async note(remove = null) {
    const field = $(".note", this.form);
    const note = remove ?? field.value;
    if (!note.trim()) return;
    try {
      const answer = await post(
        "note", this.where({ version: this.row.version, note, remove: remove !== null }),
      );
      this.row = answer.row;
      if (remove === null) field.value = "";
      this.showNotes();
      this.changed(answer);
    } catch (error) {
      if (error.status === 409) this.conflict(error.row);
      else complain(error);
    }
  }

  showAround({ before, after }) {
    for (const [row, name] of [[before, ".before"], [after, ".after"]]) {
      const place = $(`.around${name}`, this.form);
      place.replaceChildren();
      if (row) place.append(el("span", { lang: $(".own", this.form).lang }, row.source), el("span", {}, row.text || "—"));
    }
  }

  showFindings(findings) {
    $(".findings", this.form).replaceChildren(
      ...findings.map((one) => el("li", { class: one.severity }, el("strong", { title: one.check }, t(one.check)), ` ${one.message} `, el("small", {}, one.hint))),
    );
  }

  fill(section, pieces) {
    const place = $(section, this.form);
    $("p", place).replaceChildren(...pieces);
    place.hidden = !pieces.length;
  }

  showChoices(others) {
    this.others = others;
    const shown = others.filter((text) => text !== this.row.text || text !== this.field.value);
    if (this.mine) shown.unshift(...this.mine);
    this.choices = [];
    // Matches come first: their numbers stay when the model's alternatives arrive.
    this.list(".matches", this.matches ?? []);
    this.list(".alternatives", shown.length > 1 || this.mine ? shown.map((text) => ({ text, about: [] })) : []);
  }

  list(section, choices) {
    const place = $(section, this.form);
    place.hidden = !choices.length;
    $("ol", place).replaceChildren(
      ...choices.map(({ text, about }) => {
        this.choices.push(text);
        const number = this.choices.length;
        const button = el(
          "button", { type: "button", class: "choice", onclick: () => this.use(text) },
          number < 10 ? el("kbd", {}, String(number)) : null, ` ${text}`,
        );
        return el("li", {}, button, about.length ? el("p", { class: "about" }, ...about) : null);
      }),
    );
  }

  showTerms(terms) {
    const place = $(".terms", this.form);
    place.hidden = !terms.length;
    $("dl", place).replaceChildren(
      ...terms.flatMap((term) => [
        el("dt", {}, term.source),
        el("dd", { class: term.rule }, term.targets.join("; "), term.note ? el("small", {}, ` ${term.note}`) : null),
      ]),
    );
  }

  showNotes() {
    $(".notes ul", this.form).replaceChildren(
      ...this.row.notes.map((note) =>
        el("li", {}, note.text, " ",
          el("small", {}, [note.author, note.date].filter(Boolean).join(", ")), " ",
          el("button", {
            type: "button", class: "remove", "aria-label": `${t("Remove the note")}: ${note.text}`, onclick: () => this.note(note.line),
          }, "×")),
      ),
    );
  }
}
