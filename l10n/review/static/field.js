// A text field that knows placeables: they look like chips, stand or fall whole, and stay text.
// The text is a textarea's; behind it, letter for letter, a mirror has the colours.

import { el } from "./dom.js";

const SIGNS = /[\u00a0\u202f\u2011\n\t]/;

export class Field {
  // codes: the placeables and placeholders of the source, as text.
  constructor(box, codes) {
    this.box = box;
    this.mirror = box.parentElement.querySelector(".mirror");
    this.setCodes(codes);
    box.addEventListener("input", () => this.paint());
    box.addEventListener("scroll", () => { this.mirror.scrollTop = box.scrollTop; });
    box.addEventListener("keydown", (event) => this.keydown(event));
    for (const name of ["keyup", "pointerup", "select"]) box.addEventListener(name, () => this.keepOut());
  }

  setCodes(codes) {
    this.codes = [...new Set(codes)].sort((a, b) => b.length - a.length);
    const quoted = this.codes.map((code) => code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    this.pattern = new RegExp([...quoted, SIGNS.source].join("|"), "g");
  }

  // Start and end of each placeable in the text.
  spans() {
    return [...this.box.value.matchAll(this.pattern)]
      .filter((found) => !SIGNS.test(found[0]))
      .map((found) => [found.index, found.index + found[0].length]);
  }

  paint() {
    const { value } = this.box;
    const pieces = [];
    let at = 0;
    for (const found of value.matchAll(this.pattern)) {
      pieces.push(value.slice(at, found.index));
      const sign = SIGNS.test(found[0]);
      const name = sign ? { "\n": "break", "\t": "tab" }[found[0]] ?? "space" : "code";
      pieces.push(el("mark", { class: name }, found[0]));
      at = found.index + found[0].length;
    }
    // A line break at the end needs something after it to be a line.
    this.mirror.replaceChildren(...pieces, `${value.slice(at)}\u200b`);
    this.mirror.scrollTop = this.box.scrollTop;
  }

  // The caret does not stand in a placeable, a selection does not cut one.
  keepOut() {
    const { selectionStart: start, selectionEnd: end, selectionDirection: way } = this.box;
    let [from, to] = [start, end];
    for (const [first, last] of this.spans()) {
      if (start === end) {
        if (start > first && start < last) from = to = start - first < last - start ? first : last;
      } else {
        if (start > first && start < last) from = first;
        if (end > first && end < last) to = last;
      }
    }
    if (from !== start || to !== end) this.box.setSelectionRange(from, to, way);
  }

  keydown(event) {
    const { selectionStart: start, selectionEnd: end } = this.box;
    if (start !== end || event.isComposing) return;
    const left = event.key === "Backspace" || (event.key === "ArrowLeft" && !event.shiftKey);
    const right = event.key === "Delete" || (event.key === "ArrowRight" && !event.shiftKey);
    if (!left && !right) return;
    const span = this.spans().find(([first, last]) => (left ? last === start : first === start));
    if (!span) return;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const to = left ? span[0] : span[1];
      this.box.setSelectionRange(to, to);
    } else this.box.setSelectionRange(...span); // what is selected, the key deletes
  }

  // As if typed: the browser's own undo takes it back.
  insert(text) {
    this.box.focus();
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
      this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
      this.box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // The placeables of the source that the text lacks, in the source's order.
  missing(wanted) {
    let rest = this.box.value;
    return wanted.filter((code) => {
      if (!rest.includes(code)) return true;
      rest = rest.replace(code, "");
      return false;
    });
  }
}

// Text with its placeables as chips, to be read; and white space that one would not see.
// terms: what the glossary says of words that stand in it.
export function chips(text, codes, legend = {}, terms = {}) {
  const quoted = [...new Set([...codes, ...Object.keys(terms)])].sort((a, b) => b.length - a.length)
    .map((code) => code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp([...quoted, SIGNS.source].join("|"), "g");
  const pieces = [];
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    pieces.push(text.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[0] === "\n") pieces.push(el("span", { class: "sign", "aria-hidden": "true" }, "↵"), "\n");
    else if (found[0] === "\t") pieces.push(el("span", { class: "sign", "aria-hidden": "true" }, "⇥"), "\t");
    else if (SIGNS.test(found[0])) pieces.push(el("span", { class: "space" }, found[0]));
    else if (found[0] in terms) pieces.push(el("span", { class: "term", title: terms[found[0]] }, found[0]));
    else pieces.push(el("span", { class: "code", title: legend[found[0].replace("/", "")] ?? legend[found[0]] ?? null }, found[0]));
  }
  return [...pieces, text.slice(at)];
}
