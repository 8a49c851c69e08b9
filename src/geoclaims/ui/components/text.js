// Shows a report's text with its marks. All text goes through textContent: nothing in it is markup.
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".report");
  const offer = parentElement.querySelector(".from-words");
  if (!root) return;
  const show = () => select(root, window.geoclaimsSelection ?? null);
  if (root.dataset.version !== data.version) {
    root.dataset.version = data.version;
    root.style.maxHeight = `${data.height}px`;
    root.replaceChildren(...data.pieces.map(element));
    root.scrollTop = 0;
    offer.hidden = true;
  }
  root.onclick = (event) => marked(root) || pick(root, event.target, setTriggerValue);
  root.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(root, event.target, setTriggerValue);
    }
  };
  // Chromium marks no words by a drag that begins in what can have the focus: while the pointer is down, nothing can.
  root.onpointerdown = () => focusable(root, false);
  const up = () => focusable(root, true);
  let waiting = 0;
  const offerSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => place(root, offer), 150);
  };
  offer.onpointerdown = (event) => event.preventDefault(); // the words stay marked
  offer.onclick = () => {
    const words = marked(root);
    offer.hidden = true;
    if (words) setTriggerValue("words", { ...span(words), document: data.document });
  };
  show();
  window.addEventListener("geoclaims-selection", show);
  document.addEventListener("selectionchange", offerSoon);
  root.addEventListener("scroll", offerSoon, { passive: true });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, up);
  return () => {
    for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, up);
    clearTimeout(waiting);
    window.removeEventListener("geoclaims-selection", show);
    document.removeEventListener("selectionchange", offerSoon);
    root.removeEventListener("scroll", offerSoon);
  };
}

function element(piece) {
  const text = document.createTextNode(piece.t);
  text.offset = piece.o; // in code points of the report
  if (!piece.k && !piece.s) return text;
  const span = document.createElement("span");
  span.append(text);
  span.classList.add(...(piece.k ?? []).map((kind) => `mark-${kind}`));
  if (piece.n) span.title = piece.n;
  span.parts = piece.p ?? [];
  span.sentences = piece.s ?? [];
  if (span.sentences.length) span.classList.add("in-claim");
  if (piece.k?.includes("trigger")) {
    span.tabIndex = 0;
    span.setAttribute("role", "button");
  }
  return span;
}

function focusable(root, on) {
  for (const trigger of root.querySelectorAll("[role=button]")) {
    if (on) trigger.tabIndex = 0;
    else trigger.removeAttribute("tabindex");
  }
}

// The words that are marked with mouse or finger, if they are of this report.
function marked(root) {
  const within = root.getRootNode();
  const selection = within.getSelection?.() ?? document.getSelection();
  const composed = within instanceof ShadowRoot && selection?.getComposedRanges?.({ shadowRoots: [within] })[0];
  const found = composed || (selection?.rangeCount ? selection.getRangeAt(0) : null);
  if (!found || found.collapsed || !root.contains(found.startContainer)) return null;
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range.collapsed ? null : range;
}

// Where they begin and end in the report, in code points: the browser counts UTF-16 units.
function span(range) {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  let node = walker.currentNode.nodeType === Node.TEXT_NODE ? walker.currentNode : walker.nextNode();
  let start = null;
  let end = null;
  for (; node; node = walker.nextNode()) {
    if (!range.intersectsNode(node) || node.offset === undefined) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from >= to) continue;
    start ??= node.offset + codePoints(node.data.slice(0, from));
    end = node.offset + codePoints(node.data.slice(0, to));
  }
  return { start, end };
}

const codePoints = (text) => [...text].length;

function place(root, offer) {
  const words = marked(root);
  const box = words?.getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  offer.hidden = !box || !words.toString().trim() || box.bottom < frame.top || box.top > frame.bottom;
  if (offer.hidden) return;
  const below = box.bottom + 6 + offer.offsetHeight < frame.bottom;
  offer.style.top = `${Math.max(0, (below ? box.bottom + 6 : box.top - offer.offsetHeight - 6) - frame.top)}px`;
  const most = frame.width - offer.offsetWidth - 12;
  offer.style.left = `${Math.max(4, Math.min(box.left - frame.left, most))}px`;
}

function pick(root, target, setTriggerValue) {
  const own = target.parts?.length ? target.parts : target.sentences;
  if (!own?.length) return;
  // Several claims may share the words: each click goes on to the next.
  const next = own[(own.indexOf(window.geoclaimsSelection) + 1) % own.length];
  select(root, next); // at once; the server's answer says the same
  setTriggerValue("claim", next);
}

function select(root, claim) {
  let first = null;
  for (const span of root.querySelectorAll("span")) {
    const inside = claim !== null && span.sentences.includes(claim);
    span.classList.toggle("selected", inside);
    span.classList.toggle("selected-part", claim !== null && span.parts.includes(claim));
    if (inside && !first) first = span;
  }
  if (!first || root.dataset.shown === claim) {
    root.dataset.shown = claim ?? "";
    return;
  }
  root.dataset.shown = claim;
  // Only the panel scrolls, never the page around it.
  const top = first.offsetTop - root.offsetTop;
  if (top < root.scrollTop || top > root.scrollTop + root.clientHeight - 60) {
    root.scrollTo({ top: Math.max(0, top - 80), behavior: "smooth" });
  }
}
