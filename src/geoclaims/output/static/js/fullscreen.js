/* A button that gives the map, with its timeline and legend, the whole screen; none where that can't be had. */
(function (geoclaims) {
  "use strict";
  const { element, svg } = geoclaims;

  geoclaims.Fullscreen = L.Control.extend({
    options: { position: "topleft" },

    onAdd(map) {
      const whole = map.getContainer().closest("section.map");
      const words = "Fill the screen with the map";
      const button = element("button", { type: "button", title: words, "aria-label": words, "aria-pressed": "false" },
        svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
          svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", fill: "none", stroke: "currentColor", "stroke-width": 1.8 })));
      const box = element("div.leaflet-bar.geoclaims-button", null, button);
      box.hidden = !document.fullscreenEnabled;
      L.DomEvent.disableClickPropagation(box);
      button.addEventListener("click", () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else whole.requestFullscreen().catch(() => { box.hidden = true; });
      });
      document.addEventListener("fullscreenchange", () => {
        button.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
        map.invalidateSize({ animate: false });
      });
      return box;
    },
  });
})(window.geoclaims);
