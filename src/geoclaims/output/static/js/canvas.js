/* Canvas layers: the backdrop (land, borders, grid, towns) and the points of other datasets. */
(function (geoclaims) {
  "use strict";

  const WORLD = 256; /* pixels round the globe at zoom 0 */

  function worldX(lon) {
    return ((lon + 180) / 360) * WORLD;
  }

  function worldY(lat) {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
  }

  /* A Leaflet renderer whose drawing is one function: draw(context, view). */
  const CanvasLayer = L.Renderer.extend({
    options: { padding: 0.2, pane: "tilePane" },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
      delete this._context;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const density = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = density * size.x;
      this._container.height = density * size.y;
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      const scale = 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      this._view = {
        scale,
        left: origin.x + this._bounds.min.x,
        top: origin.y + this._bounds.min.y,
        width: size.x,
        height: size.y,
        zoom: this._map.getZoom(),
      };
      this._context.setTransform(density, 0, 0, density, 0, 0);
      if (!this._map.geoclaimsHeld) this.draw(this._context, this._view);
    },

    redraw() {
      if (this._map && !this._map._animatingZoom) this._update();
      return this;
    },
  });

  Object.assign(geoclaims, { CanvasLayer, WORLD, worldX, worldY });
})(window.geoclaims);
