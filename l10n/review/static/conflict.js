// Somebody else has changed the sentence that is being written: both texts, and which to keep.

import { post } from "./api.js";
import { $, differences, t } from "./dom.js";
import { textsOf } from "./rows.js";

export class Conflict {
  constructor(editor) {
    this.editor = editor;
    this.box = $(".conflict", editor.form);
    editor.on(".keep-mine", () => this.keepMine());
    editor.on(".take-theirs", () => this.takeTheirs());
  }

  get open() { return !this.box.hidden; }

  show(row) {
    if (!row) return;
    this.theirs = row;
    $(".theirs", this.box).textContent = row.text ? textsOf(row).join(" | ") : t("(not translated)");
    this.box.hidden = false;
    $(".keep-mine", this.box).focus();
    post("compare", { old: row.text, new: this.editor.fields[0].box.value })
      .then(({ difference }) => $(".between", this.box).replaceChildren(...differences(difference)), () => {});
  }

  // Mine goes over theirs, which stays in the history.
  async keepMine() {
    this.settle({ ...this.theirs });
    await this.editor.save(false);
    this.editor.focus();
  }

  takeTheirs() {
    const { editor } = this;
    const mine = editor.fields.map((field) => field.box.value);
    this.settle(this.theirs);
    if (editor.row.plural) editor.put(editor.row);
    else editor.use(editor.row.text);
    editor.aids.keep(mine); // stays at hand among the alternatives
    editor.focus();
  }

  settle(row) {
    this.editor.row = row;
    this.box.hidden = true;
    this.editor.showRow();
    this.editor.changed({ row });
  }
}
