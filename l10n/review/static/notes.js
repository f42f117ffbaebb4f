// Notes for other translators: threads with replies, until they are resolved.

import { post } from "./api.js";
import { $, complain, el, moment, t } from "./dom.js";

const unsent = new Map(); // what was being written, by the sentence's key

export class Notes {
  constructor(editor) {
    this.editor = editor;
    this.place = $(".notes", editor.form);
    this.field = $(".note", this.place);
    this.field.value = unsent.get(editor.row.key) ?? "";
    this.field.addEventListener("input", () => unsent.set(this.editor.row.key, this.field.value));
    $(".add-note", this.place).addEventListener("click", () => this.add());
  }

  show({ notes }) {
    $("ul", this.place).replaceChildren(...notes.map((note) => this.thread(note)));
  }

  thread(note) {
    const field = el("input", { class: "note reply", maxlength: 2000, "aria-label": `${t("Reply to")}: ${note.text}`, placeholder: t("Reply"), "data-thread": note.line });
    const resolve = el("button", { type: "button", class: "resolve", onclick: () => this.say({ thread: note.line, resolve: true }) }, `✓ ${t("Resolve")}`);
    return el("li", { class: note.open ? "thread" : "thread settled" },
      this.said(note, note),
      el("ul", {}, ...note.replies.map((one) => el("li", {}, this.said(one, note)))),
      el("div", { class: "row" }, field, note.open ? resolve : null));
  }

  // What was said last can be taken back.
  said(one, note) {
    const what = one.kind === "resolved" ? `✓ ${t("resolved")}` : one.text;
    const name = one.kind === "resolved" ? t("Open again") : `${t("Remove the note")}: ${one.text}`;
    const remove = el("button", {
      type: "button", class: "remove", "aria-label": name, title: name,
      onclick: () => this.say({ thread: note.line, note: one.line, remove: true }),
    }, "×");
    return el("p", {}, what, " ", el("small", {}, [one.author, moment(one.date)].filter(Boolean).join(", ")), " ",
      one.kind && one.line === note.last ? remove : null);
  }

  // What stands in the field that has the focus: a note, or a reply.
  add(field = this.field) {
    const { thread = "" } = field.dataset;
    if (field.value.trim()) this.say({ thread, note: field.value }, field);
  }

  async say(what, field = null) {
    const { editor } = this;
    await editor.idle();
    editor.busy = post("note", editor.where({ version: editor.row.version, ...what }));
    try {
      const answer = await editor.busy;
      editor.row = answer.row;
      if (field) field.value = "";
      if (field === this.field) unsent.delete(editor.row.key);
      this.show(editor.row);
      editor.changed(answer);
    } catch (error) {
      if (error.status === 409) editor.conflict.show(error.row);
      else complain(error);
    } finally {
      editor.busy = null;
    }
  }
}
