// Inside the map's frame: the same drawing layer as the handed-round page, fed by messages.
(function (geoclaims) {
  "use strict";
  let map = null;
  let view = null;
  let shown = null;
  let colours = null;

  function start() {
    const made = L.map("map", { minZoom: 1, maxZoom: 18, worldCopyJump: true, attributionControl: false });
    L.control.scale({ imperial: false }).addTo(made);
    return made;
  }

  /* Other data, or the other theme: drawn again where the map stands; only the first time it zooms by itself. */
  function draw(block) {
    const before = map && view.block.claims.length ? { centre: map.getCenter(), zoom: map.getZoom() } : null;
    if (map) map.remove();
    map = start();
    view = geoclaims.draw(map, block);
    if (before) map.setView(before.centre, before.zoom, { animate: false });
    legend(block);
    if (shown) show(shown);
  }

  function show(claims) {
    shown = claims;
    if (!view) return;
    const set = claims && new Set(claims);
    view.accept = (claim) => !set || set.has(claim.id);
    view.refresh();
  }

  function legend(block) {
    const entries = block.families.map((family) =>
      geoclaims.element("li", null, geoclaims.pinShape(family, "solid", 1), ` ${family.label} (${family.count})`));
    for (const dataset of view.datasets) {
      entries.push(geoclaims.element("li", null, geoclaims.element(`i.chip.shape.${dataset.shape}`),
        ` records of ${dataset.block.title} (${dataset.block.shown.toLocaleString("en")})`));
    }
    geoclaims.replaceChildren(document.getElementById("legend"), ...entries);
    map.invalidateSize({ pan: false });
  }

  const handlers = {
    "geoclaims:data": (message) => draw(message.block),
    "geoclaims:show": (message) => show(message.claims),
    "geoclaims:choose": (message) => view?.focus(message.claim),
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
