/* A ruler: click points on the map, read the distance along the ground. */
(function (geoclaims) {
  "use strict";
  const { element, svg } = geoclaims;

  geoclaims.Ruler = L.Control.extend({
    options: { position: "topleft" },

    onAdd(map) {
      this._line = L.polyline([], { color: "#1c2733", weight: 2, dashArray: "4 4", interactive: false });
      this._reading = element("span.reading", { role: "status" });
      this._button = element("button", {
        type: "button", title: "Measure a distance", "aria-label": "Measure a distance", "aria-pressed": "false",
        onclick: () => this._toggle(),
      }, svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: "M1.5 5h13v6h-13zM4.5 5v3M7.5 5v2M10.5 5v3", fill: "none", stroke: "currentColor", "stroke-width": 1.5 })));
      const box = element("div.leaflet-bar.geoclaims-button.geoclaims-ruler", null, this._button, this._reading);
      L.DomEvent.disableClickPropagation(box);
      this._onClick = (event) => this._add(event.latlng);
      this._map = map;
      return box;
    },

    isOn() {
      return this._button.getAttribute("aria-pressed") === "true";
    },

    _toggle() {
      const on = !this.isOn();
      this._button.setAttribute("aria-pressed", String(on));
      this._map.getContainer().classList.toggle("measuring", on);
      this._line.setLatLngs([]);
      this._reading.textContent = on ? "click two points or more" : "";
      if (on) this._map.on("click", this._onClick).addLayer(this._line);
      else this._map.off("click", this._onClick).removeLayer(this._line);
    },

    _add(point) {
      this._line.addLatLng(point);
      const points = this._line.getLatLngs();
      let metres = 0;
      for (let i = 1; i < points.length; i += 1) metres += points[i - 1].distanceTo(points[i]);
      if (points.length > 1) this._reading.textContent = metres < 10000 ? `${(metres / 1000).toFixed(2)} km` : `${(metres / 1000).toFixed(1)} km`;
    },
  });
})(window.geoclaims);
