/* One drawing layer for the handed-round page and the dashboard: geoclaims.draw(map, block). */
(function (geoclaims) {
  "use strict";
  const { arrange, count, element, pinIcon, pinSize, candidateIcon, popup } = geoclaims;

  const CLUSTERED_ABOVE = 150; /* points; below that every pin stands by itself */
  const SIDE = 60; /* pixels at the map's right side that are the buttons' */
  const REACH = 8; /* pixels round a click in which records are found */
  const UNCERTAINTY = { fill: false, weight: 1.5, dashArray: "5 5", interactive: false, pane: "uncertainty" };
  const UNCERTAINTY_FROM_ZOOM = 8; /* on a crowded map, where rings would be dots */

  /* Claims that share a point (to the metre) are one pin with a list: never moved apart. */
  function grouped(claims) {
    const points = new Map();
    for (const claim of claims) {
      for (const place of claim.places) {
        if (place.lat === null) continue;
        const key = place.lat.toFixed(5) + "," + place.lon.toFixed(5);
        if (!points.has(key)) points.set(key, { lat: place.lat, lon: place.lon, claims: [], names: new Set() });
        const point = points.get(key);
        if (point.claims.at(-1) !== claim) point.claims.push(claim); /* a claim's places follow one another */
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

  /* Leaflet gives pins the keyboard, but drawn ones no name for a screen reader. */
  function named(pin, words) {
    pin.on("add", () => nameElement(pin));
    pin.on("popupclose", () => {
      const focused = document.activeElement;
      if (!focused || focused === document.body || focused.closest(".leaflet-popup")) pin.getElement()?.focus({ preventScroll: true });
    });
    pin.geoclaimsName = words;
  }

  function nameElement(pin) {
    pin.getElement()?.setAttribute("aria-label", pin.geoclaimsName);
  }

  /* Scroll a popup's list to one of its claims; the page round the map stays where it is. */
  function bringUp(item) {
    const list = item.closest(".leaflet-popup-content");
    if (list) list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top;
  }

  /* How wide a popup is, and how far it stays from the buttons at the map's sides, where there is room. */
  function popupRoom(map) {
    const width = map.getSize().x;
    const beside = width > 560 ? { autoPanPaddingTopLeft: [56, 8], autoPanPaddingBottomRight: [66, 30] } : {};
    /* 44: its margins and the map's edge, so that a narrow map cuts off neither its words nor its button */
    return { maxWidth: Math.max(240, Math.min(340, width - 44)), minWidth: 240, ...beside };
  }

  function edgeOf(group) {
    return group.edge || group.colour;
  }

  class View {
    constructor(map, block, options) {
      this.map = map;
      this.block = block;
      this.options = { onSelect() {}, onLayers() {}, echo: true, controls: true, drawn: true, ...options };
      this.opening = false;
      map.geoclaimsHeld = !this.options.drawn; /* no canvas is drawn before the page knows where and what */
      this.claims = new Map(block.claims.map((claim) => [claim.id, claim]));
      this.pins = new Map();
      this.palette = "family";
      this.hidden = new Set();
      this.accept = () => true;
      const tintNumber = geoclaims.tintNumbers(block.overlays);
      this.controls = block.overlays.filter((overlay) => overlay.control).map((overlay) => new geoclaims.ControlAreas(overlay, tintNumber));
      this.settlements = block.overlays.filter((overlay) => overlay.statuses).map((overlay) => new geoclaims.Settlements(overlay, tintNumber));
      const recorded = block.overlays.filter((overlay) => !overlay.control && !overlay.statuses && !overlay.undrawn);
      this.datasets = recorded.map((overlay, index) => new geoclaims.Dataset(overlay, index));
      this._layers();
      this._listen();
      this.placed = [];
      if (this.options.drawn) this.refresh(); /* a page draws once it knows its filters */
      this.fit();
      map.on("zoomend resize", () => this._arrange());
      map.on("moveend", () => this.placed.length > CLUSTERED_ABOVE && this._rings());
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
      if (!map.getPane("uncertainty")) map.createPane("uncertainty");
      this.uncertainty = L.layerGroup().addTo(map);
      this.control = new geoclaims.Layers(null, null, { collapsed: true });
      this.groupLayers = new Map();
      this._groups();
      this.points = this.datasets.map((dataset) => {
        const layer = new geoclaims.Points(dataset).addTo(map);
        this.control.addUnder("Other datasets", layer, dataset.block.title, dataset.block.shown, dataset.shape);
        return layer;
      });
      this.statuses = this.settlements.map((settlements) => {
        const layer = new geoclaims.SettlementPoints(settlements).addTo(map);
        this.control.addUnder("Other datasets", layer, "Control by settlement, by " + settlements.block.title);
        return layer;
      });
      for (const areas of this.controls) {
        this.control.addUnder("Other datasets", areas.layer.addTo(map), "Control, by " + areas.title);
      }
      const { outlines, labels } = block.backdrop;
      if (outlines) this.control.addUnder("Backdrop", new geoclaims.Land(outlines).addTo(map), "Coasts and borders");
      const grid = new geoclaims.Grid();
      this.control.addUnder("Backdrop", block.online ? grid : grid.addTo(map), "Grid");
      this.names = new geoclaims.Towns(block.online ? [] : labels, { pane: "shadowPane" }).addTo(map);
      this.control.addUnder("Backdrop", this.names, "Names");
      if (this.options.controls) this.control.addTo(map);
    }

    /* What colours stand for: kinds of source ("family") or sides of the source ("side"). */
    get groups() {
      return this.palette === "side" ? this.block.sides : this.block.families;
    }

    groupOf(claim) {
      return this.groups.find((group) => group.id === claim[this.palette]);
    }

    /* A layer for each colour, to take its claims off the map. */
    _groups() {
      for (const layer of [...this.groupLayers.keys(), this.uncertainty]) this.control.removeLayer(layer);
      this.groupLayers.clear();
      for (const group of this.groups) {
        const layer = L.layerGroup().addTo(this.map);
        this.groupLayers.set(layer, group.id);
        this.control.addUnder("Claims", layer, group.label, group.count, `background:${group.colour}`);
      }
      this.control.addUnder("Claims", this.uncertainty, "Uncertainty of places");
    }

    /* Put back the layers of claims that were taken off. */
    showAll() {
      for (const layer of this.groupLayers.keys()) this.map.addLayer(layer);
    }

    /* Colour by "family" or "side"; all layers are shown again. */
    colourBy(palette) {
      if (palette === this.palette || (palette === "side" && !this.block.sides)) return;
      this.palette = palette;
      this.hidden.clear();
      this._groups();
      this.options.onLayers();
    }

    _listen() {
      this.map.on("overlayadd overlayremove", (event) => {
        const group = this.groupLayers.get(event.layer);
        if (group === undefined) return;
        if (event.type === "overlayadd") this.hidden.delete(group);
        else this.hidden.add(group);
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
      for (const layer of [...this.points, ...this.statuses]) {
        if (!this.map.hasLayer(layer)) continue;
        const rows = layer.near(event.layerPoint, REACH);
        if (rows.length) hits.push({ dataset: layer.dataset, rows });
      }
      if (hits.length) L.popup(popupRoom(this.map)).setLatLng(event.latlng).setContent(geoclaims.recordsPopup(hits)).openOn(this.map);
    }

    /* Draw again the claims that accept() and the layer control let through. */
    refresh() {
      this.pinLayer.clearLayers();
      this.uncertainty.clearLayers();
      this.pins.clear();
      const shown = this.block.claims.filter((claim) => this.isShown(claim));
      this.placed = grouped(shown);
      for (const point of this.placed) this._addPin(point);
      this._arrange();
      for (const claim of shown) {
        for (const place of claim.places) {
          for (const candidate of place.candidates) this._addCandidate(claim, place, candidate);
        }
      }
      this._rings();
      return shown;
    }

    /* How uncertain the places are. On a crowded map only from near, and only of what is in sight. */
    _rings() {
      const crowded = this.placed.length > CLUSTERED_ABOVE;
      this.uncertainty.clearLayers();
      if (crowded && !(this.map.getZoom() >= UNCERTAINTY_FROM_ZOOM)) return; /* none before the first fit */
      const sight = crowded && this.map.getBounds().pad(0.5);
      const drawn = new Set(); /* claims of one look at one place have one ring */
      for (const point of this.placed) {
        if (crowded && !sight.contains([point.lat, point.lon])) continue;
        for (const claim of point.claims) {
          for (const place of claim.places) {
            const ring = [place.lat, place.lon, place.geometry ? claim.id : place.radius_m, this.groupOf(claim).id].join();
            if (drawn.has(ring)) continue;
            drawn.add(ring);
            this._addUncertainty(claim, place);
          }
        }
      }
    }

    /* Where pins would cover one another at this zoom, some stand aside of their points. */
    _arrange() {
      if (this.placed.length > CLUSTERED_ABOVE) {
        this.names.name([]);
        return;
      }
      const spots = this.placed.map((point) => {
        const { x, y } = this.map.project([point.lat, point.lon]);
        const [width, height] = pinSize(point.looks);
        return { point, x, y, width, height };
      });
      spots.sort((one, other) => one.y - other.y || one.x - other.x);
      const asides = arrange(spots);
      this.names.name(spots.map(({ point, width, height }, index) => {
        const [dx, dy] = asides[index];
        if (String(point.aside) !== String([dx, dy])) {
          point.aside = [dx, dy];
          point.pin.setIcon(pinIcon(point.looks, point.claims.length, point.aside));
          nameElement(point.pin);
        }
        const box = [dx - width / 2, dy - height, dx + width / 2, dy];
        return { name: [...point.names].join(" / "), lat: point.lat, lon: point.lon, box };
      }));
    }

    /* The dates asked for, in days since 1970 or null: records outside go, maps of control turn to the last day. */
    setDates(from, to) {
      for (const dataset of this.datasets) dataset.filter(from, to, dataset.keep);
      for (const settlements of this.settlements) settlements.show(to);
      for (const layer of [...this.points, ...this.statuses]) layer.redraw();
      for (const areas of this.controls) areas.show(to);
    }

    isShown(claim) {
      return !this.hidden.has(claim[this.palette]) && this.accept(claim);
    }

    _addPin(point) {
      const looks = new Map();
      for (const claim of point.claims) {
        looks.set(claim[this.palette] + " " + claim.style, { family: this.groupOf(claim), style: claim.style });
      }
      point.looks = [...looks.values()];
      point.aside = [0, 0];
      const names = [...point.names].join(" / ");
      const words = point.claims.length === 1
        ? `${names}: ${point.claims[0].headline}`
        : `${names}: ${count(point.claims.length, "claim", "claims")}`;
      const pin = L.marker([point.lat, point.lon], {
        icon: pinIcon(point.looks, point.claims.length, point.aside),
        title: words,
        riseOnHover: true,
        claims: point.claims.length,
      });
      point.pin = pin;
      named(pin, words);
      pin.bindPopup(() => popup(point.claims, (id, asked) => this._selected(id, asked), this.wanted), popupRoom(this.map));
      pin.on("popupopen", () => {
        if (point.claims.length === 1) this._selected(point.claims[0].id);
      });
      this.pinLayer.addLayer(pin);
      for (const claim of point.claims) if (!this.pins.has(claim.id)) this.pins.set(claim.id, pin);
    }

    _addUncertainty(claim, place) {
      if (place.lat === null) return;
      const style = { ...UNCERTAINTY, color: edgeOf(this.groupOf(claim)) };
      if (place.geometry) this.uncertainty.addLayer(L.geoJSON(place.geometry, { style, interactive: false, pane: "uncertainty" }));
      else if (place.radius_m) this.uncertainty.addLayer(L.circle([place.lat, place.lon], { ...style, radius: place.radius_m }));
    }

    _addCandidate(claim, place, candidate) {
      const words = `${place.written}: may be ${candidate.label}`;
      const pin = L.marker([candidate.lat, candidate.lon], {
        icon: candidateIcon(this.groupOf(claim)),
        title: words,
      });
      named(pin, words);
      pin.bindPopup(() => {
        const box = popup([claim], () => {});
        box.querySelector(".headline").after(
          element("p.doubt", null, `Ambiguous: “${place.written}” may be ${candidate.label}. Not placed.`),
        );
        return box;
      }, popupRoom(this.map));
      pin.on("popupopen", () => this._selected(claim.id));
      this.pinLayer.addLayer(pin);
      if (!this.pins.has(claim.id)) this.pins.set(claim.id, pin);
    }

    /* Tell which claim was opened. Where `echo` is off, what the program itself opened is not told: the
       answer may come when somebody has long chosen another. */
    _selected(id, asked = this.opening) {
      if (asked && !this.options.echo) return;
      this.options.onSelect(id);
      if (window.parent !== window) window.parent.postMessage({ type: "geoclaims:select", claim: id }, "*");
    }

    /* Show a claim's pin and open its popup; false where it has none. */
    focus(id) {
      const pin = this.pins.get(id);
      if (!pin) return false;
      const open = () => {
        this.wanted = id;
        this.reopen(id);
        const box = pin.getPopup().getElement();
        for (const item of box ? box.querySelectorAll("details[data-claim]") : []) {
          if (item.dataset.claim !== id || item.open) continue;
          item.asked = true; // its toggle comes later
          item.addEventListener("toggle", () => bringUp(item), { once: true });
          item.open = true;
        }
      };
      this.map.setView(pin.getLatLng(), Math.max(this.map.getZoom(), 7), { animate: false });
      if (this.pinLayer.zoomToShowLayer) this.pinLayer.zoomToShowLayer(pin, open);
      else open();
      return true;
    }

    /* Open the popup of a claim's pin, if it has one, where the map stands. */
    reopen(id) {
      this.opening = true;
      this.pins.get(id)?.openPopup();
      this.opening = false;
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
      if (!bounds.isValid()) return void this.map.setView([20, 10], 2);
      const room = { paddingTopLeft: [60, 80], maxZoom: 9, animate: false };
      this.map.fitBounds(bounds, { ...room, paddingBottomRight: [SIDE, 45] });
      const over = this._overhang();
      /* twice: the bounds stay in the middle of what is left */
      if (over > 0) this.map.fitBounds(bounds, { ...room, paddingBottomRight: [SIDE + 2 * Math.min(over, this.map.getSize().x / 6), 45] });
    }

    /* How many pixels pins that stand aside reach into the map's right side, where its buttons are. */
    _overhang() {
      if (this.placed.length > CLUSTERED_ABOVE) return 0;
      const width = this.map.getSize().x;
      const reaches = this.placed.map(({ lat, lon, aside, looks }) => this.map.latLngToContainerPoint([lat, lon]).x + aside[0] + pinSize(looks)[0] / 2);
      return Math.max(0, ...reaches) - (width - SIDE);
    }
  }

  geoclaims.draw = (map, block, options) => new View(map, block, options);
})(window.geoclaims);
