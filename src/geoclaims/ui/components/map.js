// Holds the map in a frame of an origin of its own: it runs its scripts, and reaches nothing of this page.
// The frame stays for as long as the page does; data, filters and selection reach it as messages.
export default function ({ parentElement, data: bytes, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  if (!root || !bytes) return;
  // A line about the data, then the data themselves: read only when they are others.
  const end = bytes.indexOf(10);
  const decode = (part) => JSON.parse(new TextDecoder().decode(part));
  const data = decode(bytes.subarray(0, end));
  let frame = root.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    frame.title = "Map of the claims";
    frame.srcdoc = FRAME;
    root.append(frame);
  }
  frame.style.height = `${data.height}px`;
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
  const sendData = () => {
    if (root.dataset.sent === data.version) return;
    root.dataset.sent = data.version;
    send({ type: "geoclaims:data", block: decode(bytes.subarray(end + 1)) });
  };
  const sendChosen = () => {
    const claim = window.geoclaimsSelection;
    if (claim && root.dataset.chosen !== claim) send({ type: "geoclaims:choose", claim });
    root.dataset.chosen = claim ?? "";
  };
  const sendAll = () => {
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
      root.dataset.sent = root.dataset.chosen = "";
      root.sentShown = null;
      sendAll();
    } else if (event.data?.type === "geoclaims:select") {
      const claim = String(event.data.claim);
      if (claim === window.geoclaimsSelection) return; // the answer to our own message
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

function isDark(root) {
  const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  return 0.3 * r + 0.59 * g + 0.11 * b > 128; // the text is light
}
