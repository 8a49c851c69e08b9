// Inside the map's frame: the same drawing layer as the handed-round page, fed by messages.
(function (geoclaims) {
  "use strict";
  let map = null;
  let view = null;
  let shown = null;
  let colours = null;
  let chosen = null;
  let picking = false;
  let picked = null;
  let ring = null;
  let awaited = false;
  let turns = 0;
  let palette = "family";

  /* The block out of its gzipped JSON. */
  function opened(packed) {
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  }

  const EXACT = 10; /* pixels within which a click is meant */

  /* Where the map was clicked, and how many metres one can tell apart there. */
  function pick(event) {
    if (!picking) return;
    const { lat, lng } = event.latlng.wrap();
    const beside = map.containerPointToLatLng(event.containerPoint.add([EXACT, 0]));
    picked?.remove();
    picked = L.circleMarker(event.latlng, { radius: 8, weight: 3, color: "#c2185b", fill: false, interactive: false });
    picked.addTo(map);
    const metres = Math.ceil(map.distance(event.latlng, beside));
    window.parent.postMessage({ type: "geoclaims:point", lat, lon: lng, metres }, "*");
  }

  function start() {
    const made = L.map("map", { minZoom: 1, maxZoom: 18, worldCopyJump: true, attributionControl: false });
    L.control.scale({ imperial: false }).addTo(made);
    made.on("click", pick);
    picked = ring = null;
    return made;
  }

  /* Other data, or the other theme: drawn again where the map stands; only the first time it zooms by itself. */
  function draw(block) {
    const before = map && view.block.claims.length ? { centre: map.getCenter(), zoom: map.getZoom() } : null;
    const wasOpen = !before || isOpen();
    if (map) map.remove();
    map = start();
    const onSelect = (claim) => { chosen = claim; };
    view = geoclaims.draw(map, block, { onSelect, echo: false, onLayers: () => show(shown), drawn: false });
    if (palette !== view.palette) view.colourBy(palette);
    legend(block);
    if (before) map.setView(before.centre, before.zoom, { animate: false });
    show(shown);
    if (!before) view.fit(); // in the room that the legend leaves
    map.geoclaimsHeld = false; // the records, once
    view.repaint();
    if (picking || awaited) reveal();
    else if (chosen && wasOpen) before ? reopen() : view.focus(chosen);
  }

  /* Go to the chosen claim. Where places are picked, its pin is ringed: a popup would be in the way. */
  function reveal() {
    if (!picking) {
      awaited = !view?.focus(chosen) && chosen !== null; // a claim just added: its pin comes with the data
      return;
    }
    ring?.remove();
    const pin = view?.pins.get(chosen);
    if (!pin) return;
    ring = L.circleMarker(pin.getLatLng(), { radius: 16, weight: 3, color: "#c2185b", opacity: 0.7, fill: false, interactive: false });
    ring.addTo(map);
    if (map.getBounds().pad(-0.1).contains(pin.getLatLng())) return; // in sight: the map stays where it is
    map.setView(pin.getLatLng(), Math.max(map.getZoom(), 7), { animate: false });
  }

  const isOpen = () => document.querySelector(".leaflet-popup") !== null;

  /* What was being read stays open; the map stays where it is. */
  function reopen() {
    view.reopen(chosen);
  }

  function show(claims) {
    shown = claims;
    if (!view) return;
    const set = claims && new Set(claims);
    const wasOpen = isOpen();
    view.accept = (claim) => !set || set.has(claim.id);
    view.refresh();
    if (chosen && wasOpen && !isOpen()) reopen();
  }

  /* Colours say the kind of source or its side; the map stays where it is, and what was being read open. */
  function colourBy(name) {
    palette = name;
    view.colourBy(name);
    legend(view.block);
    document.querySelector(`input[value="${name}"]`)?.focus();
  }

  function legend(block) {
    const { element, pinShape, candidateShape } = geoclaims;
    const coloured = [["family", "kind of source"], ["side", "side of source"]].map(([name, words]) => element(
      "label", null,
      element("input", { type: "radio", name: "colour", value: name, checked: view.palette === name, onchange: () => colourBy(name) }),
      ` ${words}`,
    ));
    const entry = (drawing, words) => element("li", null, drawing, ` ${words}`);
    const neutral = { colour: "#4d4d4d", ink: "#fff", letter: "" };
    const entries = view.groups.map((group) => entry(pinShape(group, "solid", 1), `${group.label} (${group.count.toLocaleString("en")})`));
    if (entries.length) {
      entries.unshift(element("li.colour-by", { role: "radiogroup", "aria-label": "Colour by" }, "Colour by ", coloured));
      // Only the forms that occur: what is not on the map needs no explaining.
      const styles = new Set(block.claims.map((claim) => claim.style));
      const ambiguous = block.claims.some((claim) => claim.places.some((place) => place.candidates.length));
      if (styles.has("open")) entries.push(entry(pinShape(neutral, "open", 1), "planned, ordered, threatened"));
      if (styles.has("tried")) entries.push(entry(pinShape(neutral, "tried", 1), "attempted"));
      if (styles.has("hollow")) entries.push(entry(pinShape(neutral, "hollow", 1), "possible, hypothetical or general"));
      if (styles.has("struck")) entries.push(entry(pinShape(neutral, "struck", 1), "denied, or said not to be"));
      if (ambiguous) entries.push(entry(candidateShape(neutral), "one of several places meant"));
    }
    for (const dataset of view.datasets) {
      const count = dataset.block.shown.toLocaleString("en");
      entries.push(entry(element(`i.chip.shape.${dataset.shape}`), `records of ${dataset.block.title} (${count})`));
    }
    for (const areas of view.controls ?? []) {
      for (const who of areas.controllers) {
        const chip = element("i.chip.area");
        chip.style.borderColor = areas.tint(who);
        entries.push(entry(chip, `${who}, by ${areas.title}`));
      }
    }
    geoclaims.replaceChildren(document.getElementById("legend"), ...entries);
    map.invalidateSize({ pan: false });
  }

  const handlers = {
    "geoclaims:data": async (message) => {
      const turn = (turns += 1);
      const block = await opened(message.packed);
      if (turn !== turns) return; // newer data came meanwhile
      draw(block);
      window.parent.postMessage({ type: "geoclaims:drawn", version: message.version }, "*");
    },
    "geoclaims:show": (message) => show(message.claims),
    "geoclaims:pick": (message) => {
      picking = message.on;
      document.documentElement.classList.toggle("picking", picking);
    },
    "geoclaims:choose": (message) => {
      picked?.remove();
      chosen = message.claim;
      reveal();
    },
    "geoclaims:theme": (message) => {
      if (colours === message.dark) return;
      colours = message.dark;
      document.documentElement.classList.toggle("dark", message.dark);
      if (view) draw(view.block);
    },
  };
  window.addEventListener("message", (event) => {
    if (event.source === window.parent) handlers[event.data?.type]?.(event.data);
  });
  window.parent.postMessage({ type: "geoclaims:ready" }, "*");
})(window.geoclaims);
