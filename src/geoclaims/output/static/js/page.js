/* The page round the map: the list of claims beside it, linked both ways, and what is shown of how many. */
(function (geoclaims) {
  "use strict";
  const { element, details, replaceChildren, pinShape } = geoclaims;

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
      });
      this.list = document.getElementById("claims");
      this.countLine = document.getElementById("count");
      this.chosen = null;
      this.filters = new geoclaims.Filters(block, () => this.update());
      this.view.accept = (claim) => this.filters.accepts(claim);
      this.filters.build(document.getElementById("filters"));
      this.timeline = new geoclaims.Timeline(document.getElementById("timeline"), this);
      this._fillList();
      legend(block, this.view);
      this.update();
      map.invalidateSize({ animate: false }); /* all round it has taken its room */
      this.view.fit();
      this.readAddress();
      map.on("moveend", () => this.writeAddress());
      window.addEventListener("hashchange", () => this.readAddress());
    }

    /* --- the state in the address ---------------------------------------------- */

    readAddress() {
      const text = location.hash.slice(1);
      if (text === this.address) return;
      const parameters = new URLSearchParams(text);
      this.filters.read(parameters);
      this.update();
      const [lat, lon, zoom] = (parameters.get("at") || "").split(",").map(Number);
      if (Number.isFinite(lat) && Number.isFinite(lon) && Number.isFinite(zoom)) {
        this.view.map.setView([lat, lon], zoom, { animate: false });
      }
      const claim = parameters.get("claim");
      if (claim && this.items.has(claim)) this.open(claim);
    }

    writeAddress() {
      const { map } = this.view;
      const parameters = new URLSearchParams();
      this.filters.write(parameters);
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

    /* Show a claim as a link to it would: open in the list, and on the map if it has a place. */
    open(id) {
      this.items.get(id).querySelector("details").open = true;
      if (!this.view.focus(id)) this.highlight(id);
    }

    _fillList() {
      const families = new Map(this.block.families.map((family) => [family.id, family]));
      for (const claim of this.block.claims) {
        const box = element(
          "details", null,
          element(
            "summary", { dir: "auto" },
            symbol(families.get(claim.family), claim),
            element(
              "span.words", null,
              element("span.where", null, claim.where),
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
      const without = this.block.claims.filter((claim) => shown.has(claim.id) && !this.view.pins.has(claim.id)).length;
      const parts = [`Showing ${shown.size.toLocaleString("en")} of ${this.block.total.toLocaleString("en")} claims`];
      if (without) parts.push(`${without.toLocaleString("en")} of them without a place on the map`);
      for (const dataset of this.view.datasets) {
        parts.push(`${dataset.shown.toLocaleString("en")} of ${dataset.block.total.toLocaleString("en")} records of ${dataset.block.title}`
          + (dataset.records ? ` (summarized by cells of ${dataset.block.cell_degrees}° and months)` : ""));
      }
      for (const areas of this.view.controls) parts.push(areas.words);
      replaceChildren(this.countLine, parts.join(" · "));
      this.timeline.draw(shown);
      if (this.address !== undefined || this.filters.active) this.writeAddress();
    }
  }

  function legend(block, view) {
    const box = document.getElementById("legend");
    if (!box) return;
    const entry = (drawing, words) => element("li", null, drawing, " " + words);
    const neutral = { colour: "#4d4d4d", ink: "#fff", letter: "" };
    const entries = block.families.map((family) => entry(pinShape(family, "solid", 1), `${family.label} (${family.count})`));
    entries.push(
      entry(pinShape(neutral, "solid", 1), "solid: said to have occurred"),
      entry(pinShape(neutral, "open", 1), "dashed: planned, attempted, possible"),
      entry(pinShape(neutral, "struck", 1), "struck: denied, or said not to be"),
      entry(geoclaims.signShape([{ family: neutral, style: "solid" }, { family: neutral, style: "open" }], 2), "several looks at one point"),
      entry(geoclaims.candidateShape(neutral), "dotted: one of several places meant"),
      entry(geoclaims.noPinShape({ ...neutral, letter: "" }), "square: listed only, no place"),
    );
    for (const overlay of view.datasets) {
      entries.push(entry(element("i.chip.shape." + overlay.shape), `records of ${overlay.block.title}`));
    }
    for (const areas of view.controls) {
      for (const who of areas.controllers) {
        const chip = element("i.chip.area");
        chip.style.borderColor = areas.tint(who);
        entries.push(entry(chip, `${who}, by ${areas.title}`));
      }
    }
    replaceChildren(box, entries);
    box.parentElement.open = window.innerWidth > 760;
  }

  /* Paper can't be clicked or moved: the shown claims are opened, the map takes the paper's size and shows
     all of them, in light colours; afterwards everything is as it was. */
  function printing(page) {
    const { map } = page.view;
    let before = null;
    window.addEventListener("beforeprint", () => {
      if (before) return;
      const closed = [...page.list.querySelectorAll("li:not([hidden]) > details:not([open])")];
      before = { closed, centre: map.getCenter(), zoom: map.getZoom() };
      for (const box of closed) {
        page.expand(box);
        box.open = true;
      }
      document.documentElement.classList.add("printing");
      map.closePopup();
      map.invalidateSize({ animate: false });
      page.view.fit();
      page.view.repaint();
    });
    window.addEventListener("afterprint", () => {
      if (!before) return;
      for (const box of before.closed) box.open = false;
      document.documentElement.classList.remove("printing");
      map.invalidateSize({ animate: false });
      map.setView(before.centre, before.zoom, { animate: false });
      page.view.repaint();
      before = null;
    });
  }

  geoclaims.start = (map) => {
    const block = JSON.parse(document.getElementById("geoclaims-data").textContent);
    geoclaims.page = new Page(map, block);
    new geoclaims.Ruler().addTo(map);
    printing(geoclaims.page);
    document.documentElement.classList.add("alive");
  };
})(window.geoclaims);
