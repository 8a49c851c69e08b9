/* Maps of control: the areas one draws on the last of its days not after the date asked for. */
(function (geoclaims) {
  "use strict";
  const { daysOf } = geoclaims;

  const TINTS = ["#8c510a", "#01665e", "#762a83", "#1b7837", "#8e0152"];
  const CONTESTED = "contested";

  /* The number of a controller's colour (--geoclaims-tint0 …), the same in all datasets of a page. */
  function tintNumbers(overlays) {
    const areas = overlays.flatMap(({ control }) => (control ? control.days.flatMap((day) => day.areas.map(([who]) => who)) : []));
    const settlements = overlays.flatMap(({ statuses }) => (statuses ? statuses.controllers : []));
    const all = [...new Set([...areas, ...settlements])].filter((who) => who !== CONTESTED).sort();
    return (who) => (who === CONTESTED ? "-grey" : all.indexOf(who) % TINTS.length);
  }

  class ControlAreas {
    constructor(overlay, tintNumber) {
      this.title = overlay.title;
      this.tint = (who) => TINTS[tintNumber(who)] || "#777777";
      this.days = overlay.control.days;
      this.total = overlay.control.total_days;
      this.controllers = [...new Set(this.days.flatMap((day) => day.areas.map(([who]) => who)))].sort();
      this.layer = L.layerGroup();
      this.show(null);
    }

    /* Days since 1970, or null for the latest; a map has nothing to say before its first day. */
    show(day) {
      const found = this.days.filter((entry) => day === null || daysOf(entry.day) <= day);
      const chosen = found.length ? found[found.length - 1] : null;
      if (this.day === (chosen && chosen.day)) return;
      this.day = chosen && chosen.day;
      this.layer.clearLayers();
      for (const [who, geometry] of chosen ? chosen.areas : []) {
        const style = { color: this.tint(who), weight: 1.2, fillOpacity: 0.13, dashArray: who === CONTESTED ? "3 4" : null };
        this.layer.addLayer(L.geoJSON(geometry, { style, interactive: false, pane: "tilePane" }));
      }
    }

    get words() {
      const thinned = this.total > this.days.length ? ` (${this.days.length} of its ${this.total} days are in this page)` : "";
      return this.day ? `${this.title} as of ${this.day}${thinned}` : `${this.title}: nothing before ${this.days[0].day}${thinned}`;
    }
  }

  Object.assign(geoclaims, { ControlAreas, tintNumbers });
})(window.geoclaims);
