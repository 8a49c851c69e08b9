/* The layer control, its entries under headings: claims, other datasets, backdrop. */
(function (geoclaims) {
  "use strict";
  const { element, asHtml } = geoclaims;

  const Layers = L.Control.Layers.extend({
    /* Add a layer under a heading; chip is a style or a shape's name for its mark. */
    addUnder(heading, layer, label, number, chip) {
      layer.geoclaimsHeading = heading;
      const mark = !chip ? "" : chip.includes(":") ? `<i class="chip" style="${chip}"></i>` : `<i class="chip shape ${chip}"></i>`;
      const total = number === undefined ? "" : ` (${number.toLocaleString("en")})`;
      return this.addOverlay(layer, mark + asHtml(label + total));
    },

    _update() {
      this._heading = null;
      return L.Control.Layers.prototype._update.call(this);
    },

    _addItem(entry) {
      const heading = entry.layer.geoclaimsHeading;
      if (heading && heading !== this._heading) this._overlaysList.append(element("p.layers-heading", null, heading));
      this._heading = heading;
      return L.Control.Layers.prototype._addItem.call(this, entry);
    },
  });

  geoclaims.Layers = Layers;
})(window.geoclaims);
