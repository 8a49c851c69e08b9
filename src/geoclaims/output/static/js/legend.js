/* What colours, letters and forms stand for, and the switch between colours by kind and by side of the source. */
(function (geoclaims) {
  "use strict";
  const { element, replaceChildren, pinShape } = geoclaims;

  const NEUTRAL = { colour: "#4d4d4d", ink: "#fff", letter: "" };
  const PALETTES = [["family", "kind of source"], ["side", "side of source"]];

  const entry = (drawing, ...words) => element("li", null, drawing, element("span", null, ...words));

  function colours(view) {
    return view.groups.map((group) => entry(pinShape(group, "solid", 1), `${group.label} (${group.count.toLocaleString("en")})`));
  }

  /* Only the forms that occur: what is not on the map needs no explaining. */
  function forms(block) {
    const styles = new Set(block.claims.map((claim) => claim.style));
    const pins = new Set(block.claims.map((claim) => claim.pin));
    const ambiguous = block.claims.some((claim) => claim.places.some((place) => place.candidates.length));
    const several = geoclaims.signShape([{ family: NEUTRAL, style: "solid" }, { family: NEUTRAL, style: "open" }], 2);
    return [
      styles.has("solid") && entry(pinShape(NEUTRAL, "solid", 1), "filled: said to have occurred"),
      styles.has("tried") && entry(pinShape(NEUTRAL, "tried", 1), "half filled: attempted"),
      styles.has("open") && entry(pinShape(NEUTRAL, "open", 1), "dashed: planned, ordered, threatened"),
      styles.has("hollow") && entry(pinShape(NEUTRAL, "hollow", 1), "hollow: possible or supposed"),
      styles.has("struck") && entry(pinShape(NEUTRAL, "struck", 1), "crossed out: denied, or said not to be"),
      styles.size > 1 || block.families.length > 1 ? entry(several, "side by side, or a number: several claims at one point") : null,
      ambiguous && entry(geoclaims.candidateShape(NEUTRAL), "dotted: one of several places meant"),
      pins.has("none") && entry(geoclaims.noPinShape(NEUTRAL), "square: listed only, no place"),
      block.claims.some((claim) => claim.places.some((place) => place.radius_m || place.geometry))
        && entry(element("i.chip.circle"), "ring: how uncertain the place is"),
    ].filter(Boolean);
  }

  function records(view) {
    const entries = view.datasets.map((dataset) => entry(element("i.chip.shape." + dataset.shape), `records of ${dataset.block.title}`));
    for (const settlements of view.settlements) {
      const codes = [...new Set(settlements.status)].sort();
      const marks = codes.map((code) => element("span.part", null, geoclaims.settlementShape(settlements, code), " " + settlements.controllers[code]));
      entries.push(element("li.several", null, element("span", null, `settlements by ${settlements.block.title} (near ones share a mark):`), marks));
    }
    for (const areas of view.controls) {
      for (const who of areas.controllers) {
        const chip = element("i.chip.area");
        chip.style.borderColor = areas.tint(who);
        entries.push(entry(chip, `${who}, by ${areas.title}`));
      }
    }
    return entries;
  }

  function backdrop(view) {
    return view.block.online ? [] : [entry(element("i.chip.border"), "dashed border: states dispute it")];
  }

  function line(name, entries) {
    return entries.length ? element("div.legend-line", { role: "group", "aria-label": name }, element("ul", null, entries)) : null;
  }

  /* Draw the legend; onColour(palette) is called when the other colours are asked for. */
  function legend(box, view, onColour) {
    const { block } = view;
    const switches = PALETTES.map(([palette, words]) => element(
      "label", null,
      element("input", {
        type: "radio", name: "colour", value: palette, checked: view.palette === palette, onchange: () => onColour(palette),
      }),
      " " + words,
    ));
    box.closest(".legend").hidden = !block.claims.length && !block.overlays.length;
    replaceChildren(
      box,
      block.claims.length ? element("div.palette", { role: "radiogroup", "aria-label": "Colour by" }, "Colour by ", switches) : null,
      line("Colours", colours(view)),
      line("Forms", forms(block)),
      line("Other datasets and backdrop", [...records(view), ...backdrop(view)]),
    );
  }

  geoclaims.legend = legend;
})(window.geoclaims);
