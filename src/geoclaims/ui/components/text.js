// Shows a report's text with its marks. All text goes through textContent: nothing in it is markup.
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".report");
  if (!root) return;
  const show = () => select(root, window.geoclaimsSelection ?? null);
  if (root.dataset.version !== data.version) {
    root.dataset.version = data.version;
    root.style.maxHeight = `${data.height}px`;
    root.replaceChildren(...data.pieces.map(element));
    root.scrollTop = 0;
  }
  root.onclick = (event) => pick(root, event.target, setTriggerValue);
  root.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(root, event.target, setTriggerValue);
    }
  };
  show();
  window.addEventListener("geoclaims-selection", show);
  return () => window.removeEventListener("geoclaims-selection", show);
}

function element(piece) {
  if (!piece.k && !piece.s) return document.createTextNode(piece.t);
  const span = document.createElement("span");
  span.textContent = piece.t;
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

function pick(root, target, setTriggerValue) {
  const own = target.parts?.length ? target.parts : target.sentences;
  if (!own?.length) return;
  // Several claims may share the words: each click goes on to the next.
  const next = own[(own.indexOf(window.geoclaimsSelection) + 1) % own.length];
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
