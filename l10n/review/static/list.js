// The list of sentences: of many thousands only those in sight are elements of the page.

import { el } from "./dom.js";

const AROUND = 8; // rows beyond the edges of what is in sight
const PAGE = 50; // as the server gives them
const KEPT = 60; // pages: those farthest from what is in sight are let go of

export class VirtualList {
  // scroller: the pane; ask(offset): a promise of {total, offset, rows}; build(row, index): an element.
  constructor(scroller, ask, build) {
    this.scroller = scroller;
    this.ask = ask;
    this.build = build;
    this.space = el("div", { class: "space", role: "list" });
    this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(scroller);
    this.clear();
  }

  clear() {
    this.rows = new Map(); // by position
    this.places = new Map(); // position by key
    this.elements = new Map(); // by position
    this.asked = new Set();
    this.total = 0;
    this.anchor = null; // position of the sentence that is open: its page stays
    this.space.replaceChildren();
  }

  // Begin anew with a first page; total null: not counted yet.
  begin({ total, offset, rows }) {
    this.clear();
    this.scroller.replaceChildren(this.space);
    this.take(offset, rows);
    this.count(total ?? offset + rows.length);
  }

  take(offset, rows) {
    rows.forEach((row, number) => {
      const position = offset + number;
      this.rows.set(position, row);
      this.places.set(row.key, position);
      this.elements.get(position)?.remove();
      this.elements.delete(position);
    });
    const page = Math.floor(offset / PAGE);
    this.asked.add(page);
    this.forget(page);
  }

  // Let go of what is far from sight, but for a page that somebody has just asked for.
  forget(wanted) {
    const here = this.scroller.scrollTop / (this.height || 1) / PAGE;
    const anchor = Math.floor((this.anchor ?? -PAGE) / PAGE);
    while (this.asked.size > KEPT) {
      const far = [...this.asked].filter((page) => page !== anchor && page !== wanted)
        .reduce((one, other) => (Math.abs(other - here) > Math.abs(one - here) ? other : one));
      for (let position = far * PAGE; position < (far + 1) * PAGE; position++) {
        this.places.delete(this.rows.get(position)?.key);
        this.rows.delete(position);
      }
      this.asked.delete(far);
    }
  }

  count(total) {
    this.total = total;
    this.measure();
  }

  measure() {
    this.height = parseFloat(getComputedStyle(this.scroller).getPropertyValue("--row")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.space.style.height = `${this.total * this.height}px`;
    for (const [position, element] of this.elements) this.put(element, position);
    this.draw();
  }

  put(element, position) {
    element.style.transform = `translateY(${position * this.height}px)`;
    element.setAttribute("aria-setsize", this.total);
    element.setAttribute("aria-posinset", position + 1);
  }

  draw() {
    if (!this.space.isConnected) return;
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / this.height) - AROUND);
    const last = Math.min(this.total, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / this.height) + AROUND);
    const focused = document.activeElement;
    for (const [position, element] of this.elements) {
      if ((position >= first && position < last) || element.contains(focused)) continue;
      element.remove();
      this.elements.delete(position);
    }
    for (let position = first; position < last; position++) {
      if (this.elements.has(position)) continue;
      const row = this.rows.get(position);
      if (row) this.show(position, row);
      else this.fetch(Math.floor(position / PAGE));
    }
  }

  show(position, row) {
    const element = this.build(row, position);
    this.put(element, position);
    const old = this.elements.get(position);
    if (old) old.replaceWith(element);
    else {
      // In the order of the document, whichever came first: for screen readers and the Tab key.
      const after = [...this.elements.keys()].filter((one) => one > position).sort((a, b) => a - b)[0];
      this.space.insertBefore(element, this.elements.get(after) ?? null);
    }
    this.elements.set(position, element);
  }

  async fetch(page) {
    if (this.asked.has(page)) return;
    this.asked.add(page);
    const { rows } = this;
    const answer = await this.ask(page * PAGE);
    if (rows !== this.rows) return; // another list by now
    if (!answer) {
      this.asked.delete(page); // to be asked for again
      return;
    }
    this.take(answer.offset, answer.rows);
    if (answer.total !== null && answer.total !== this.total) this.count(answer.total);
    this.draw();
  }

  // A row by its position, fetched where it has not been in sight.
  async row(position) {
    if (position < 0 || position >= this.total) return null;
    const page = Math.floor(position / PAGE);
    if (!this.rows.has(position)) {
      this.asked.delete(page);
      await this.fetch(page);
    }
    return this.rows.get(position) ?? null;
  }

  // A sentence has another text or state.
  update(row) {
    const position = this.places.get(row.key);
    if (position === undefined) return;
    this.rows.set(position, row);
    if (this.elements.has(position)) this.show(position, row);
  }

  // Show a sentence that is open from now on.
  reveal(position) {
    this.anchor = position;
    const top = position * this.height;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.scroller.scrollTop = top + this.height - clientHeight;
    this.draw();
    return this.elements.get(position) ?? null;
  }
}
