/* A map of control: the areas it draws on the last of its days not after the date asked for. */
(function (geoclaims) {
  "use strict";
  const { daysOf } = geoclaims;

  const TINTS = ["#8c510a", "#01665e", "#762a83", "#1b7837", "#8e0152"];

  class ControlAreas {
    constructor(overlay) {
      this.title = overlay.title;
      this.days = overlay.control.days;
      this.total = overlay.control.total_days;
      this.controllers = [...new Set(this.days.flatMap((day) => day.areas.map(([who]) => who)))].sort();
      this.layer = L.layerGroup();
      this.show(null);
    }

    tint(who) {
      return who === "contested" ? "#777777" : TINTS[this.controllers.indexOf(who) % TINTS.length];
    }

    /* Days since 1970, or null for the latest; a map has nothing to say before its first day. */
    show(day) {
      const found = this.days.filter((entry) => day === null || daysOf(entry.day) <= day);
      const chosen = found.length ? found[found.length - 1] : null;
      if (this.day === (chosen && chosen.day)) return;
      this.day = chosen && chosen.day;
      this.layer.clearLayers();
      for (const [who, geometry] of chosen ? chosen.areas : []) {
        const style = { color: this.tint(who), weight: 1.2, fillOpacity: 0.13, dashArray: who === "contested" ? "3 4" : null };
        this.layer.addLayer(L.geoJSON(geometry, { style, interactive: false, pane: "tilePane" }));
      }
    }

    get words() {
      const thinned = this.total > this.days.length ? ` (${this.days.length} of its ${this.total} days are in this page)` : "";
      return this.day ? `${this.title} as of ${this.day}${thinned}` : `${this.title}: nothing before ${this.days[0].day}${thinned}`;
    }
  }

  geoclaims.ControlAreas = ControlAreas;
})(window.geoclaims);
