// Holds the map in a frame of an origin of its own: it runs its scripts, and reaches nothing of this page.
// The frame stays for as long as the page does; data, filters and selection reach it as messages.
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  if (!root || !data) return;
  let frame = root.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    frame.title = "Map of the claims";
    frame.srcdoc = FRAME;
    root.append(frame);
  }
  root.style.setProperty("--map-height", `${data.height}px`);
  frame.classList.toggle("with-legend", !data.pick);
  const sayAwaited = () => {
    root.querySelector(".awaited").hidden = data.version !== "" && root.dataset.drawn === data.version;
  };
  const send = (message) => frame.contentWindow?.postMessage(message, "*");
  const sendTheme = () => {
    const dark = isDark(root);
    frame.style.colorScheme = dark ? "dark" : "light";
    send({ type: "geoclaims:theme", dark });
  };
  const sendShown = () => {
    const claims = window.geoclaimsShown ?? null;
    const key = claims ? claims.join() : "all";
    if (root.sentShown === key) return; // drawing thousands of pins again takes seconds
    root.sentShown = key;
    send({ type: "geoclaims:show", claims });
  };
  // The frame can fetch nothing itself: it is handed the file as it came, and opens it.
  const sendData = async () => {
    if (!data.version || root.dataset.sent === data.version) return;
    root.dataset.sent = data.version;
    const packed = await fetched(data.address);
    if (root.dataset.sent !== data.version) return; // meanwhile there are others
    if (packed) frame.contentWindow?.postMessage({ type: "geoclaims:data", packed, version: data.version }, "*", [packed]);
    else root.dataset.sent = ""; // the next run gives another address
  };
  const sendChosen = () => {
    const claim = window.geoclaimsSelection;
    if (claim && root.dataset.chosen !== claim) send({ type: "geoclaims:choose", claim });
    root.dataset.chosen = claim ?? "";
  };
  const sendAll = () => {
    sayAwaited();
    if (!root.dataset.ready) return;
    sendTheme();
    send({ type: "geoclaims:pick", on: Boolean(data.pick) });
    sendShown();
    sendData();
    sendChosen();
  };
  const hear = (event) => {
    if (event.source !== frame.contentWindow) return;
    if (event.data?.type === "geoclaims:ready") {
      root.dataset.ready = "yes";
      root.dataset.sent = root.dataset.drawn = root.dataset.chosen = "";
      root.sentShown = null;
      sendAll();
    } else if (event.data?.type === "geoclaims:drawn") {
      root.dataset.drawn = String(event.data.version);
      sayAwaited();
    } else if (event.data?.type === "geoclaims:select") {
      const claim = String(event.data.claim); // chosen by hand: the frame does not echo what it is told
      root.dataset.chosen = claim;
      setTriggerValue("claim", claim);
    } else if (event.data?.type === "geoclaims:point" && data.pick) {
      const { lat, lon, metres } = event.data;
      setTriggerValue("point", { lat, lon, metres });
    }
  };
  sendAll();
  window.addEventListener("message", hear);
  window.addEventListener("geoclaims-selection", sendAll);
  return () => {
    window.removeEventListener("message", hear);
    window.removeEventListener("geoclaims-selection", sendAll);
  };
}

// Once more where it fails: the server lets go of a file for a moment while the page is made anew.
async function fetched(address) {
  const file = new URL(`.${address}`, location.href.replace(/[?#].*$/, "").replace(/\/$/, ""));
  for (let tries = 0; tries < 4; tries += 1) {
    try {
      const answer = await fetch(file);
      if (answer.ok) return await answer.arrayBuffer();
    } catch {
      // the server is away: the page says so itself
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return null;
}

function isDark(root) {
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  return 0.3 * r + 0.59 * g + 0.11 * b > 128; // the text is light
}
