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
      this._fillList();
      this.update();
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
        const item = element("li", { id: "claim-" + claim.id, "data-claim": claim.id }, box);
        box.addEventListener("toggle", () => {
          if (box.open && !box.querySelector(".details")) this._expand(box, claim);
        });
        this.items.set(claim.id, item);
        this.list.append(item);
      }
    }

    _expand(box, claim) {
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
      for (const [key, item] of this.items) item.classList.toggle("current", key === id);
      const item = this.items.get(id);
      if (item) item.scrollIntoView({ block: "nearest" });
    }

    /* Draw again, and say how many of how many are shown. */
    update() {
      const shown = new Set(this.view.refresh().map((claim) => claim.id));
      for (const [id, item] of this.items) item.hidden = !shown.has(id);
      const without = this.block.claims.filter((claim) => shown.has(claim.id) && !this.view.pins.has(claim.id)).length;
      const parts = [`Showing ${shown.size.toLocaleString("en")} of ${this.block.total.toLocaleString("en")} claims`];
      if (without) parts.push(`${without.toLocaleString("en")} of them without a place on the map`);
      for (const dataset of this.view.datasets) {
        parts.push(`${dataset.shown.toLocaleString("en")} of ${dataset.block.total.toLocaleString("en")} records of ${dataset.block.title}`);
      }
      replaceChildren(this.countLine, parts.join(" · "));
    }
  }

  function legend(block) {
    const box = document.getElementById("legend");
    if (!box) return;
    const entry = (drawing, words) => element("li", null, drawing, " " + words);
    const neutral = { colour: "#4d4d4d", ink: "#fff", letter: "" };
    const entries = block.families.map((family) => entry(pinShape(family, "solid", 1), `${family.label} (${family.count})`));
    entries.push(
      entry(pinShape(neutral, "solid", 1), "solid: said to have occurred"),
      entry(pinShape(neutral, "open", 1), "dashed: planned, attempted, possible"),
      entry(pinShape(neutral, "struck", 1), "struck: denied, or said not to have happened"),
      entry(geoclaims.candidateShape(neutral), "dotted: the name may be one of several places"),
      entry(geoclaims.noPinShape({ ...neutral, letter: "" }), "square: listed only, no place to draw it at"),
    );
    for (const overlay of geoclaims.page.view.datasets) {
      entries.push(entry(element("i.chip.shape." + overlay.shape), `records of ${overlay.block.title}`));
    }
    replaceChildren(box, entries);
    box.parentElement.open = window.innerWidth > 760;
  }

  geoclaims.start = (map) => {
    const block = JSON.parse(document.getElementById("geoclaims-data").textContent);
    geoclaims.page = new Page(map, block);
    legend(block);
    map.invalidateSize({ animate: false }); /* the list and the legend took their room */
    geoclaims.page.view.fit();
    document.documentElement.classList.add("alive");
  };
})(window.geoclaims);
