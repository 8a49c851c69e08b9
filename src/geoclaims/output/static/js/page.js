/* The page round the map: the list of claims beside it, linked both ways, and what is shown of how many. */
(function (geoclaims) {
  "use strict";
  const { element, count, details, replaceChildren, pinShape } = geoclaims;

  function symbol(family, claim) {
    if (claim.pin === "drop") return pinShape(family, claim.style, 1);
    return claim.pin === "ring" ? geoclaims.candidateShape(family) : geoclaims.noPinShape(family);
  }

  class Page {
    constructor(map, block) {
      this.block = block;
      this.items = new Map();
      this.view = geoclaims.draw(map, block, {
        onSelect: (id) => this.highlight(id),
        onLayers: () => this.update(),
        drawn: false,
      });
      this.list = document.getElementById("claims");
      this.countLine = document.getElementById("count");
      this.chosen = null;
      this.none = document.getElementById("none");
      this.filters = new geoclaims.Filters(block, this.view.datasets, () => this.update());
      this.view.accept = (claim) => this.filters.accepts(claim);
      this.filters.build(document.getElementById("filters"));
      document.getElementById("save").hidden = !block.total;
      document.getElementById("save").append(...geoclaims.saveButtons(() => this.shownClaims(), () => this.about()));
      this.timeline = new geoclaims.Timeline(document.getElementById("timeline"), this);
      this._fillList();
      const parameters = new URLSearchParams(location.hash.slice(1));
      this._readFilters(parameters);
      map.invalidateSize({ animate: false }); /* all round it has taken its room */
      this.view.fit();
      this.address = location.hash.slice(1);
      this._readPlace(parameters);
      map.geoclaimsHeld = false;
      this.view.repaint();
      map.on("moveend", () => this.writeAddress());
      window.addEventListener("hashchange", () => this.readAddress());
    }

    /* --- the state in the address ---------------------------------------------- */

    readAddress() {
      const text = location.hash.slice(1);
      if (text === this.address) return;
      const parameters = new URLSearchParams(text);
      this._readFilters(parameters);
      this._readPlace(parameters);
    }

    _readFilters(parameters) {
      this.filters.read(parameters);
      this.view.colourBy(parameters.get("colour") === "side" ? "side" : "family");
      this._legend();
      this.update();
    }

    _readPlace(parameters) {
      const [lat, lon, zoom] = (parameters.get("at") || "").split(",").map((text) => (text.trim() ? Number(text) : NaN));
      if (Math.abs(lat) <= 90 && Math.abs(lon) <= 540 && Number.isFinite(zoom)) {
        this.view.map.setView([lat, lon], zoom, { animate: false });
      }
      const claim = parameters.get("claim");
      if (claim && this.items.has(claim)) this.open(claim);
    }

    writeAddress() {
      const { map } = this.view;
      const parameters = new URLSearchParams();
      this.filters.write(parameters);
      if (this.view.palette !== "family") parameters.set("colour", this.view.palette);
      if (this.chosen) parameters.set("claim", this.chosen);
      const centre = map.getCenter();
      parameters.set("at", [centre.lat.toFixed(4), centre.lng.toFixed(4), map.getZoom()].join(","));
      this.address = parameters.toString();
      try {
        history.replaceState(null, "", "#" + this.address);
      } catch {
        /* a page held inside another has no address of its own */
      }
    }

    _legend() {
      const box = document.getElementById("legend");
      const first = !box.hasChildNodes();
      geoclaims.legend(box, this.view, (palette) => {
        this.view.colourBy(palette);
        this._legend();
        box.querySelector(`input[value="${palette}"]`).focus();
        this.writeAddress();
      });
      if (first) box.parentElement.open = window.innerWidth > 760;
    }

    shownClaims() {
      return this.block.claims.filter((claim) => this.view.isShown(claim));
    }

    /* What a saved file says of itself: unverified, which filters, whom to cite. */
    about() {
      const parameters = new URLSearchParams();
      this.filters.write(parameters);
      const filters = parameters.size ? [`Filters: ${decodeURIComponent(parameters.toString().replaceAll("+", " "))}`] : [];
      return [...(this.block.private ? ["PRIVATE, not to be shared"] : []), this.block.title, this.block.note, `${this.shownClaims().length} of ${this.block.total} claims`, ...filters, ...this.block.about];
    }

    /* Show a claim as a link to it would: open in the list, and on the map if it has a place. */
    open(id) {
      this.items.get(id).querySelector("details").open = true;
      if (!this.view.focus(id)) this.highlight(id);
    }

    _fillList() {
      this.listed = this.view.palette;
      for (const claim of this.block.claims) {
        const box = element(
          "details", null,
          element(
            "summary", { dir: "auto" },
            symbol(this.view.groupOf(claim), claim),
            element(
              "span.words", null,
              element("span.where", null, claim.where, claim.style === "solid" ? null : element("span.badge." + claim.style, null, claim.how)),
              element("span.what", null, claim.what),
              element("span.who", null, claim.headline),
            ),
          ),
        );
        const item = element("li", { "data-claim": claim.id }, box);
        box.addEventListener("toggle", () => {
          if (box.open) this.expand(box);
        });
        this.items.set(claim.id, item);
        this.list.append(item);
      }
    }

    /* The list's signs in the colours now in force. */
    _signs() {
      if (this.listed === this.view.palette) return;
      this.listed = this.view.palette;
      for (const [id, item] of this.items) {
        const claim = this.view.claims.get(id);
        item.querySelector("summary > .pin").replaceWith(symbol(this.view.groupOf(claim), claim));
      }
    }

    /* Fill a claim's box in the list when it is first opened. */
    expand(box) {
      if (box.querySelector(".details")) return;
      const claim = this.view.claims.get(box.parentElement.dataset.claim);
      box.append(details(claim));
      const hasPin = claim.places.some((place) => place.lat !== null || place.candidates.length);
      if (!hasPin) {
        box.append(element("p.doubt", null, "Not drawn: " + claim.unplaced));
        return;
      }
      box.append(element("button", { type: "button", onclick: () => this.view.focus(claim.id) }, "Show on the map"));
    }

    /* Mark a claim in the list and bring it into sight. */
    highlight(id) {
      for (const [key, item] of this.items) {
        item.classList.toggle("current", key === id);
        item.setAttribute("aria-current", String(key === id));
      }
      const item = this.items.get(id);
      if (item && this.list.parentElement.scrollHeight > this.list.parentElement.clientHeight) {
        item.scrollIntoView({ block: "nearest" }); /* on a phone the list is below the map: stay there */
      }
      this.chosen = id;
      this.writeAddress();
    }

    /* Draw again, and say how many of how many are shown. */
    update() {
      this.view.setDates(...this.filters.range());
      const shown = new Set(this.view.refresh().map((claim) => claim.id));
      for (const [id, item] of this.items) item.hidden = !shown.has(id);
      this._signs();
      const number = (value) => value.toLocaleString("en");
      const without = this.block.claims.filter((claim) => shown.has(claim.id) && !this.view.pins.has(claim.id)).length;
      const parts = [`Showing ${number(shown.size)} of ${count(this.block.total, "claim", "claims")}`];
      if (without) parts.push(`${number(without)} without a place on the map`);
      if (this.filters.undated) parts.push(`${count(this.filters.undated, "claim", "claims")} without a date left out`);
      for (const dataset of this.view.datasets) {
        parts.push(`${dataset.shown.toLocaleString("en")} of ${dataset.block.total.toLocaleString("en")} records of ${dataset.block.title}`
          + (dataset.records ? ` (summarized by cells of ${dataset.block.cell_degrees}° and months)` : ""));
      }
      for (const control of [...this.view.settlements, ...this.view.controls]) parts.push(control.words);
      for (const { title, undrawn } of this.block.overlays) if (undrawn) parts.push(`${title}: ${undrawn}`);
      this._tellNone(shown.size);
      replaceChildren(this.countLine, parts.join(" · "));
      this.timeline.draw(shown);
      if (this.address !== undefined || this.filters.active) this.writeAddress();
    }

    /* Where the list is empty it says why, and what to do. */
    _tellNone(shown) {
      this.none.hidden = shown > 0;
      if (shown) return;
      if (!this.block.total) {
        replaceChildren(this.none, element("strong", null, "No claim was found."), " What was read holds no claimed event. That is no sign that nothing happened.");
        return;
      }
      replaceChildren(
        this.none, element("strong", null, "No claim passes these filters."), " ",
        element("button", { type: "button", onclick: () => this.showAll() }, "Show all claims"),
      );
    }

    showAll() {
      this.view.showAll();
      this.filters.reset();
    }
  }

  geoclaims.start = (map) => {
    const block = JSON.parse(document.getElementById("geoclaims-data").textContent);
    geoclaims.page = new Page(map, block);
    new geoclaims.Fullscreen().addTo(map);
    new geoclaims.Ruler().addTo(map);
    geoclaims.printing(geoclaims.page);
    document.documentElement.classList.add("alive");
  };
})(window.geoclaims);
