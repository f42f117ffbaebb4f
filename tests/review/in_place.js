// What the page shows, for test_in_place.py: its texts, and controls whose text has no room.

({
  // Texts of the elements, of attributes that are shown or read out, of fields; not of documents.
  said() {
    const said = [];
    const add = (text, element) => {
      if (text?.trim() && !element.closest('[lang="en"], kbd, #document, #locale, #language')) said.push(text.trim());
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (element.closest("script, template")) continue;
      if (element.checkVisibility() || element.closest("option")) add(texts.currentNode.data, element);
    }
    for (const element of document.body.querySelectorAll("[title], [aria-label], [placeholder]")) {
      if (element.matches(".findings strong")) continue; // the check's name as settings have it
      for (const name of ["title", "aria-label", "placeholder"]) add(element.getAttribute(name), element);
    }
    return said;
  },

  // Controls and labels that are cut off, or lie beyond the edge of the window or of their pane.
  clipped() {
    const clipped = [];
    const pen = document.createElement("canvas").getContext("2d");
    const room = (element, text) => {
      const style = getComputedStyle(element);
      pen.font = style.font;
      const inner = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return inner - pen.measureText(text).width;
    };
    const controls = "button, select, input, label, h1, h2, h3, summary, th, small, .button, .chip, #counts";
    for (const one of document.querySelectorAll(controls)) {
      const box = one.getBoundingClientRect();
      if (!one.checkVisibility() || !box.width || one.closest("[lang]:not(html), .hidden, option")) continue;
      if (one.matches(".chip[title]")) continue; // the title has all of it
      const name = one.id || one.className || one.textContent.trim().slice(0, 40);
      const pane = one.closest(".pane, dialog, main") ?? document.documentElement;
      if (box.left < -1 || box.right > pane.getBoundingClientRect().right + 1) clipped.push(["beyond the edge", name]);
      if (one.matches("select")) {
        const text = one.selectedOptions[0]?.textContent.trim() ?? "";
        const arrow = 14;
        if (!one.matches("#document, #locale") && room(one, text) < arrow) clipped.push(["cut off", name, text]);
      } else if (one.placeholder) {
        if (room(one, one.placeholder) < -1) clipped.push(["cut off", name, one.placeholder]);
      } else if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible") {
        clipped.push(["cut off", name, one.textContent.trim().slice(0, 60)]);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) clipped.push(["the page", "scrolls sideways"]);
    return clipped;
  },
})
