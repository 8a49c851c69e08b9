/* One drawing layer for the handed-round page and the dashboard: geoclaims.draw(map, block). */
(function (geoclaims) {
  "use strict";
  const { asHtml, count, element, pinIcon, candidateIcon, popup } = geoclaims;

  const CLUSTERED_ABOVE = 150; /* points; below that every pin stands by itself */
  const NEAR = 0.4; /* degrees within which pins get into each other's way */
  const REACH = 8; /* pixels round a click in which records are found */
  const UNCERTAINTY = { fill: false, weight: 1.5, dashArray: "5 5", interactive: false };

  /* Claims that share a point (to the metre) are one pin with a list: never moved apart. */
  function grouped(claims) {
    const points = new Map();
    for (const claim of claims) {
      for (const place of claim.places) {
        if (place.lat === null) continue;
        const key = place.lat.toFixed(5) + "," + place.lon.toFixed(5);
        if (!points.has(key)) points.set(key, { lat: place.lat, lon: place.lon, claims: [], names: new Set() });
        const point = points.get(key);
        if (!point.claims.includes(claim)) point.claims.push(claim);
        point.names.add(place.name);
      }
    }
    return [...points.values()];
  }

  /* Pins too many to tell apart at this zoom: their number, in no colour that says anything. */
  const CLUSTERS = {
    spiderfyOnMaxZoom: false,
    maxClusterRadius: 36,
    disableClusteringAtZoom: 11,
    animate: false,
    iconCreateFunction(cluster) {
      const number = cluster.getAllChildMarkers().reduce((sum, pin) => sum + (pin.options.claims || 1), 0);
      const words = count(number, "claim", "claims") + " near here: zoom in";
      return L.divIcon({
        className: "geoclaims-cluster",
        html: element("span", { title: words, "aria-label": words }, number.toLocaleString("en")),
        iconSize: [34, 34],
      });
    },
  };

  /* The side on which no neighbour stands close. */
  function leanOf(point, points) {
    for (const other of points) {
      const east = other.lon - point.lon;
      if (other !== point && Math.abs(east) < NEAR && Math.abs(other.lat - point.lat) < NEAR) {
        return east > 0 ? "left" : "right";
      }
    }
    return "none";
  }

  /* Leaflet gives pins the keyboard, but drawn ones no name for a screen reader. */
  function named(pin, words) {
    pin.on("add", () => pin.getElement().setAttribute("aria-label", words));
  }

  class View {
    constructor(map, block, options) {
      this.map = map;
      this.block = block;
      this.options = { onSelect() {}, onLayers() {}, controls: true, ...options };
      this.claims = new Map(block.claims.map((claim) => [claim.id, claim]));
      this.families = new Map(block.families.map((family) => [family.id, family]));
      this.pins = new Map();
      this.hidden = new Set();
      this.accept = () => true;
      this.controls = block.overlays.filter((overlay) => overlay.control).map((overlay) => new geoclaims.ControlAreas(overlay));
      this.datasets = block.overlays.filter((overlay) => !overlay.control).map((overlay, index) => new geoclaims.Dataset(overlay, index));
      this._layers();
      this._listen();
      this.refresh();
      this.fit();
      const dark = window.matchMedia("(prefers-color-scheme: dark)");
      dark.addEventListener("change", () => this.repaint());
    }

    /* Draw the canvases again, in the colours now in force. */
    repaint() {
      this.map.eachLayer((layer) => layer instanceof geoclaims.CanvasLayer && layer.redraw());
    }

    _layers() {
      const { map, block } = this;
      const crowded = grouped(block.claims).length > CLUSTERED_ABOVE && L.markerClusterGroup;
      this.pinLayer = crowded ? L.markerClusterGroup(CLUSTERS) : L.layerGroup();
      this.pinLayer.addTo(map);
      this.uncertainty = L.layerGroup().addTo(map);
      const control = L.control.layers(null, null, { collapsed: true });
      this.familyLayers = new Map();
      for (const family of block.families) {
        const layer = L.layerGroup().addTo(map);
        this.familyLayers.set(layer, family.id);
        control.addOverlay(layer, this._layerName(family.label, family.count, `background:${family.colour}`));
      }
      control.addOverlay(this.uncertainty, this._layerName("Uncertainty of places"));
      this.points = this.datasets.map((dataset) => {
        const layer = new geoclaims.Points(dataset).addTo(map);
        control.addOverlay(layer, this._layerName(dataset.block.title, dataset.block.shown, null, dataset.shape));
        return layer;
      });
      for (const areas of this.controls) {
        control.addOverlay(areas.layer.addTo(map), this._layerName("Control, by " + areas.title));
      }
      const { outlines, labels } = block.backdrop;
      if (outlines) control.addOverlay(new geoclaims.Land(outlines).addTo(map), "Coasts and borders");
      const grid = new geoclaims.Grid();
      control.addOverlay(block.online ? grid : grid.addTo(map), "Grid");
      this.names = new geoclaims.Towns(labels).addTo(map);
      control.addOverlay(this.names, "Names");
      if (this.options.controls) control.addTo(map);
      this.control = control;
    }

    _layerName(label, number, style, shape) {
      const chip = style ? `<i class="chip" style="${style}"></i>` : "";
      const mark = shape ? `<i class="chip shape ${shape}"></i>` : "";
      const total = number === undefined ? "" : ` (${number.toLocaleString("en")})`;
      return chip + mark + asHtml(label + total);
    }

    _listen() {
      this.map.on("overlayadd overlayremove", (event) => {
        const family = this.familyLayers.get(event.layer);
        if (family === undefined) return;
        if (event.type === "overlayadd") this.hidden.delete(family);
        else this.hidden.add(family);
        this.options.onLayers();
      });
      this.map.on("click", (event) => this._recordsAt(event));
      window.addEventListener("message", (event) => {
        const message = event.data;
        if (!message || typeof message !== "object" || message.type !== "geoclaims:focus") return;
        if (this.claims.has(message.claim)) this.focus(message.claim);
      });
    }

    _recordsAt(event) {
      if (this.map.getContainer().classList.contains("measuring")) return;
      const hits = [];
      for (const layer of this.points) {
        if (!this.map.hasLayer(layer)) continue;
        const rows = layer.near(event.layerPoint, REACH);
        if (rows.length) hits.push({ dataset: layer.dataset, rows });
      }
      if (hits.length) L.popup({ maxWidth: 320 }).setLatLng(event.latlng).setContent(geoclaims.recordsPopup(hits)).openOn(this.map);
    }

    /* Draw again the claims that accept() and the layer control let through. */
    refresh() {
      this.pinLayer.clearLayers();
      this.uncertainty.clearLayers();
      this.pins.clear();
      const shown = this.block.claims.filter((claim) => this.isShown(claim));
      const points = grouped(shown);
      const few = points.length <= CLUSTERED_ABOVE;
      for (const point of points) this._addPin(point, few ? leanOf(point, points) : "none");
      this.names.name((few ? points : []).map((point) => [
        [...point.names].join(" / "), point.lat, point.lon, point.left, point.right,
      ]));
      for (const claim of shown) {
        for (const place of claim.places) {
          this._addUncertainty(claim, place);
          for (const candidate of place.candidates) this._addCandidate(claim, place, candidate);
        }
      }
      return shown;
    }

    /* The dates asked for, in days since 1970 or null: records outside go, maps of control turn to the last day. */
    setDates(from, to) {
      for (const dataset of this.datasets) dataset.filter(from, to, null);
      for (const layer of this.points) layer.redraw();
      for (const areas of this.controls) areas.show(to);
    }

    isShown(claim) {
      return !this.hidden.has(claim.family) && this.accept(claim);
    }

    _addPin(point, lean) {
      const looks = new Map();
      for (const { family, style } of point.claims) {
        looks.set(family + style, { family: this.families.get(family), style });
      }
      const names = [...point.names].join(" / ");
      const words = point.claims.length === 1
        ? `${names}: ${point.claims[0].headline}`
        : `${names}: ${count(point.claims.length, "claim", "claims")}`;
      const icon = pinIcon([...looks.values()], point.claims.length, lean);
      point.left = icon.options.iconAnchor[0];
      point.right = icon.options.iconSize[0] - point.left;
      const pin = L.marker([point.lat, point.lon], {
        icon,
        title: words,
        riseOnHover: true,
        claims: point.claims.length,
      });
      named(pin, words);
      pin.bindPopup(() => popup(point.claims, (id) => this._selected(id)), { maxWidth: 340, minWidth: 240 });
      pin.on("popupopen", () => {
        if (point.claims.length === 1) this._selected(point.claims[0].id);
      });
      this.pinLayer.addLayer(pin);
      for (const claim of point.claims) if (!this.pins.has(claim.id)) this.pins.set(claim.id, pin);
    }

    _addUncertainty(claim, place) {
      if (place.lat === null) return;
      const style = { ...UNCERTAINTY, color: this.families.get(claim.family).colour };
      if (place.geometry) this.uncertainty.addLayer(L.geoJSON(place.geometry, { style, interactive: false }));
      else if (place.radius_m) this.uncertainty.addLayer(L.circle([place.lat, place.lon], { ...style, radius: place.radius_m }));
    }

    _addCandidate(claim, place, candidate) {
      const words = `${place.written}: may be ${candidate.label}`;
      const pin = L.marker([candidate.lat, candidate.lon], {
        icon: candidateIcon(this.families.get(claim.family)),
        title: words,
      });
      named(pin, words);
      pin.bindPopup(() => {
        const box = popup([claim], () => {});
        box.querySelector(".headline").after(
          element("p.doubt", null, `Ambiguous: “${place.written}” may be ${candidate.label}. Not placed.`),
        );
        return box;
      }, { maxWidth: 340, minWidth: 240 });
      pin.on("popupopen", () => this._selected(claim.id));
      this.pinLayer.addLayer(pin);
      if (!this.pins.has(claim.id)) this.pins.set(claim.id, pin);
    }

    _selected(id) {
      this.options.onSelect(id);
      if (window.parent !== window) window.parent.postMessage({ type: "geoclaims:select", claim: id }, "*");
    }

    /* Show a claim's pin and open its popup; false where it has none. */
    focus(id) {
      const pin = this.pins.get(id);
      if (!pin) return false;
      const open = () => {
        pin.openPopup();
        const box = pin.getPopup().getElement();
        for (const item of box ? box.querySelectorAll("details[data-claim]") : []) {
          if (item.dataset.claim === id) item.open = true;
        }
      };
      this.map.setView(pin.getLatLng(), Math.max(this.map.getZoom(), 7), { animate: false });
      if (this.pinLayer.zoomToShowLayer) this.pinLayer.zoomToShowLayer(pin, open);
      else open();
      return true;
    }

    /* Zoom to the claims shown; without any that has a place, to the records; else to the world. */
    fit() {
      const bounds = L.latLngBounds([]);
      const shown = this.block.claims.filter((claim) => this.isShown(claim));
      for (const claim of shown.length ? shown : this.block.claims) {
        for (const place of claim.places) {
          if (place.lat !== null) bounds.extend([place.lat, place.lon]);
          for (const candidate of place.candidates) bounds.extend([candidate.lat, candidate.lon]);
        }
      }
      if (!bounds.isValid()) for (const overlay of this.block.overlays) if (overlay.bounds) bounds.extend(overlay.bounds);
      if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [45, 45], maxZoom: 9, animate: false });
      else this.map.setView([20, 10], 2);
    }
  }

  geoclaims.draw = (map, block, options) => new View(map, block, options);
})(window.geoclaims);
