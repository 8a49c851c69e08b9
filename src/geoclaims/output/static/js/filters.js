/* Which claims and records are shown: search, kinds, dates; all of it kept in the page's address. */
(function (geoclaims) {
  "use strict";
  const { element, replaceChildren, daysOf } = geoclaims;

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function wordsOf(claim) {
    const parts = claim.parts.map(([text]) => text).join("");
    const rows = claim.rows.map(([, value]) => value).join(" ");
    return folded([claim.headline, claim.where, claim.what, parts, rows, claim.document.words].join(" "));
  }

  /* The types of a dataset's records as a filter: [type, type, records of it], the most frequent first. */
  function recordFacet(dataset, index) {
    const options = [...dataset.types].sort((one, other) => other[1] - one[1])
      .map(([category, number]) => [dataset.block.categories[category], dataset.block.categories[category], number]);
    return { id: `r${dataset.block.number || index + 1}`, label: `Records of ${dataset.block.title}`, options, dataset };
  }

  class Filters {
    constructor(block, datasets, onChange) {
      this.onChange = onChange;
      const records = datasets.map(recordFacet);
      this.facets = [...block.facets, ...records.filter(({ options }) => options.length > 1)];
      this.chosen = new Map(this.facets.map((facet) => [facet.id, new Set()]));
      this.query = "";
      this.from = null;
      this.to = null;
      this.words = new Map(block.claims.map((claim) => [claim.id, wordsOf(claim)]));
      this.days = new Map(block.claims.map((claim) => [claim.id, claim.dates.map(daysOf)]));
    }

    get active() {
      return Boolean(this.query || this.from || this.to || [...this.chosen.values()].some((set) => set.size));
    }

    accepts(claim) {
      for (const facet of this.facets) {
        const set = this.chosen.get(facet.id);
        if (!facet.dataset && set.size && !claim.facets[facet.id].some((value) => set.has(value))) return false;
      }
      if (this.query && !folded(this.query).split(/\s+/).every((word) => this.words.get(claim.id).includes(word))) {
        return false;
      }
      return this._inTime(claim);
    }

    /* A claim without a date is left out as soon as a date is asked for; the count says so.
       One whose start is not stated stands at its end, the latest it can have happened. */
    _inTime(claim) {
      const [from, to] = this.range();
      if (from === null && to === null) return true;
      const [start, end] = this.days.get(claim.id);
      if (start === null && end === null) return false;
      return (from === null || end === null || end >= from) && (to === null || (start ?? end) <= to);
    }

    /* How many claims a date filter leaves out because they have no date at all. */
    get undated() {
      if (!this.from && !this.to) return 0;
      let number = 0;
      for (const [start, end] of this.days.values()) if (start === null && end === null) number += 1;
      return number;
    }

    range() {
      return [daysOf(this.from), daysOf(this.to)];
    }

    setRange(from, to) {
      this.from = from === null ? null : geoclaims.isoDay(from);
      this.to = to === null ? null : geoclaims.isoDay(to);
      this._changed();
    }

    reset() {
      for (const set of this.chosen.values()) set.clear();
      this.query = "";
      this.from = this.to = null;
      this._changed();
    }

    _changed() {
      this._show();
      this.onChange();
    }

    /* --- the form ---------------------------------------------------------------- */

    build(form) {
      this.form = form;
      const search = element("input", {
        type: "search", name: "q", placeholder: "Search place, source, words", "aria-label": "Search the claims",
        oninput: (event) => this._set("query", event.target.value),
      });
      const dates = [["from", "From"], ["to", "to"]].map(([name, label]) =>
        element("label", null, label + " ", element("input", {
          type: "date", name, onchange: (event) => this._set(name, event.target.value || null),
        })));
      const reset = element("button", { type: "button", name: "reset", onclick: () => this.reset() }, "Clear filters");
      const facets = this.facets.map((facet) => this._facet(facet));
      replaceChildren(form, search, element("div.dates", null, dates), element("div.facets", null, facets, reset));
      form.addEventListener("submit", (event) => event.preventDefault());
      document.addEventListener("click", (event) => {
        for (const box of form.querySelectorAll(".facet[open]")) if (!box.contains(event.target)) box.open = false;
      });
      this._show();
    }

    _set(name, value) {
      this[name] = value;
      this._changed();
    }

    _facet(facet) {
      const set = this.chosen.get(facet.id);
      const options = facet.options.map(([value, label, number]) =>
        element("label", null, element("input", {
          type: "checkbox", name: facet.id, value,
          onchange: (event) => {
            if (event.target.checked) set.add(value);
            else set.delete(value);
            this._changed();
          },
        }), element("span", { dir: "auto" }, label), element("span.number", null, number.toLocaleString("en"))));
      const box = element(
        "details.facet", { "data-facet": facet.id },
        element("summary", null, facet.label),
        element("div.options", { role: "group", "aria-label": facet.label }, options),
      );
      box.addEventListener("toggle", () => {
        if (!box.open) return;
        for (const other of this.form.querySelectorAll(".facet[open]")) if (other !== box) other.open = false;
      });
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        box.open = false;
        box.querySelector("summary").focus();
      });
      return box;
    }

    /* The form, and the datasets, as the state has it. */
    _show() {
      for (const { id, dataset } of this.facets) {
        if (!dataset) continue;
        const set = this.chosen.get(id);
        const kept = dataset.block.categories.map((name, number) => [name, number]).filter(([name]) => set.has(name));
        dataset.keep = set.size ? new Set(kept.map(([, number]) => number)) : null;
      }
      if (!this.form) return;
      const { elements } = this.form;
      if (elements.namedItem("q").value !== this.query) elements.namedItem("q").value = this.query;
      elements.namedItem("from").value = this.from || "";
      elements.namedItem("to").value = this.to || "";
      elements.namedItem("reset").disabled = !this.active;
      for (const facet of this.facets) {
        const set = this.chosen.get(facet.id);
        const box = this.form.querySelector(`[data-facet="${facet.id}"]`);
        for (const input of box.querySelectorAll("input")) input.checked = set.has(input.value);
        box.querySelector("summary").textContent = facet.label + (set.size ? ` · ${set.size}` : "");
        box.classList.toggle("on", set.size > 0);
      }
    }

    /* --- the address ------------------------------------------------------------- */

    write(parameters) {
      if (this.query) parameters.set("q", this.query);
      if (this.from) parameters.set("from", this.from);
      if (this.to) parameters.set("to", this.to);
      for (const [facet, set] of this.chosen) for (const value of set) parameters.append(facet, value);
    }

    read(parameters) {
      this.query = parameters.get("q") || "";
      this.from = daysOf(parameters.get("from")) === null ? null : parameters.get("from");
      this.to = daysOf(parameters.get("to")) === null ? null : parameters.get("to");
      for (const facet of this.facets) {
        const known = new Set(facet.options.map(([value]) => value));
        const set = this.chosen.get(facet.id);
        set.clear();
        for (const value of parameters.getAll(facet.id)) if (known.has(value)) set.add(value);
      }
      this._show();
    }
  }

  geoclaims.Filters = Filters;
})(window.geoclaims);
