// The whole document as it will read: stretches of blocks, as the server gives them.

import { el, t } from "./dom.js";
import { articleBlocks, styled } from "./rows.js";

const BLOCKS = 200;

export class Whole {
  // list: the pane; open(key): opens a sentence; load({more, offset}): asks for another stretch.
  constructor(list, { locale, open, load }) {
    Object.assign(this, { list, locale, open, load });
    this.start = this.end = this.total = 0;
  }

  // more: where the stretch goes, "earlier" or "later"; "" for the only one.
  show(answer, more) {
    const elements = articleBlocks(answer.blocks, this.locale(), this.open);
    for (const button of this.list.querySelectorAll(":scope > .more")) button.remove();
    if (more === "later") this.list.append(...elements);
    else if (more === "earlier") this.list.prepend(...elements);
    else {
      Object.assign(this, { start: answer.offset, end: answer.offset, total: answer.total });
      this.list.replaceChildren(...elements);
    }
    this.start = Math.min(this.start, answer.offset);
    this.end = Math.max(this.end, answer.offset + answer.blocks.length);
    if (this.start > 0) this.list.prepend(this.button("earlier", Math.max(this.start - BLOCKS, 0)));
    if (this.end < this.total) this.list.append(this.button("later", this.end));
  }

  button(more, offset) {
    return el("button", { type: "button", class: `more ${more}`, onclick: () => this.load({ more, offset }) }, t("Show more"));
  }

  // The key of the sentence some steps from another; "" for the one before the first. Null at an end.
  async neighbour(key, step) {
    const find = () => {
      const all = [...this.list.querySelectorAll("[data-key]")];
      const now = key ? all.findIndex((one) => one.dataset.key === key) : step > 0 ? -1 : 0;
      return all[now + step];
    };
    if (!find() && step > 0 && this.end < this.total) await this.load({ more: "later", offset: this.end });
    return find()?.dataset.key ?? null;
  }

  // A sentence has another text or state.
  update(row) {
    for (const old of this.list.querySelectorAll(`.piece[data-key="${row.key}"]`)) {
      old.className = `piece ${row.state}${old.classList.contains("open") ? " open" : ""}`;
      old.replaceChildren(...styled(row.pieces));
    }
  }
}
