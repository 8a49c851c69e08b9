/* Pins: colour and letter say the kind of source, fill and border say what kind of claim it is. */
(function (geoclaims) {
  "use strict";
  const { svg } = geoclaims;

  const DROP = "M14 1.5C7.1 1.5 1.5 7 1.5 13.9 1.5 22.8 14 36.5 14 36.5S26.5 22.8 26.5 13.9C26.5 7 20.9 1.5 14 1.5Z";

  /* Styles: solid (occurred), open (planned, possible, attempted …), struck (denied), mixed (several). */
  function pinShape(family, style, number) {
    const solid = style === "solid";
    const drawing = svg("svg.pin", { viewBox: "-1 -4 34 42", width: 34, height: 42, "aria-hidden": "true" });
    drawing.append(
      svg("path", { d: DROP, fill: "#fff", stroke: "#fff", "stroke-width": 5, "stroke-linejoin": "round" }),
      svg("path", {
        d: DROP,
        fill: solid ? family.colour : "#fff",
        stroke: solid ? "#1c2733" : family.colour,
        "stroke-width": solid ? 1.2 : 3,
        "stroke-dasharray": style === "open" ? "4.2 2.8" : null,
        "stroke-linejoin": "round",
      }),
    );
    if (style === "mixed") {
      drawing.append(svg("path", { d: "M14 3v31.6C12.6 33 3 21.6 3 13.9 3 7.8 7.9 3 14 3Z", fill: family.colour }));
    }
    const dark = solid ? family.ink : "#1c2733";
    if (style !== "mixed") {
      drawing.append(svg("text", { x: 14, y: 19, fill: dark, "text-anchor": "middle" }, family.letter));
    }
    if (style === "struck") {
      drawing.append(
        svg("line", { x1: 4, y1: 25, x2: 24, y2: 3, stroke: "#fff", "stroke-width": 5 }),
        svg("line", { x1: 4, y1: 25, x2: 24, y2: 3, stroke: family.colour, "stroke-width": 2.6 }),
      );
    }
    if (number > 1) {
      drawing.append(
        svg("circle", { cx: 25, cy: 4, r: 7.5, fill: "#1c2733", stroke: "#fff", "stroke-width": 1.5 }),
        svg("text.number", { x: 25, y: 7.4, fill: "#fff", "text-anchor": "middle" }, number > 99 ? "99+" : number),
      );
    }
    return drawing;
  }

  /* A place the name may mean: hollow, dotted, with a question mark. */
  function candidateShape(family) {
    return svg(
      "svg.pin",
      { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
      svg("circle", { cx: 12, cy: 12, r: 9.5, fill: "#fff", stroke: "#fff", "stroke-width": 5 }),
      svg("circle", {
        cx: 12, cy: 12, r: 9.5, fill: "#fff", stroke: family.colour, "stroke-width": 2.5,
        "stroke-dasharray": "0.1 4.2", "stroke-linecap": "round",
      }),
      svg("text", { x: 12, y: 16.5, fill: "#1c2733", "text-anchor": "middle" }, "?"),
    );
  }

  /* In the list alone: a claim without a place on the map. */
  function noPinShape(family) {
    return svg(
      "svg.pin",
      { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
      svg("rect", { x: 3.5, y: 3.5, width: 17, height: 17, rx: 3, fill: "#fff", stroke: family.colour, "stroke-width": 2.5 }),
      svg("text", { x: 12, y: 16.5, fill: "#1c2733", "text-anchor": "middle" }, family.letter),
    );
  }

  function pinIcon(family, style, number) {
    return L.divIcon({
      className: "geoclaims-pin",
      html: pinShape(family, style, number),
      iconSize: [34, 42],
      iconAnchor: [15, 40],
      popupAnchor: [0, -34],
    });
  }

  function candidateIcon(family) {
    return L.divIcon({
      className: "geoclaims-pin geoclaims-candidate",
      html: candidateShape(family),
      iconSize: [24, 24],
      iconAnchor: [12, 12],
      popupAnchor: [0, -8],
    });
  }

  Object.assign(geoclaims, { pinShape, candidateShape, noPinShape, pinIcon, candidateIcon });
})(window.geoclaims);
