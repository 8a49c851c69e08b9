/* Pins: colour and letter say the kind of source, fill and border say what kind of claim it is. */
(function (geoclaims) {
  "use strict";
  const { svg } = geoclaims;

  const DROP = "M12 1.5C6.1 1.5 1.5 6.1 1.5 11.9 1.5 19.6 12 31 12 31S22.5 19.6 22.5 11.9C22.5 6.1 17.9 1.5 12 1.5Z";
  const LOWER_HALF = "M1.5 12.5C1.8 20 12 31 12 31S22.2 20 22.5 12.5Z";
  const CELL = 19; /* pixels of one look on the pin of a point with several */
  const MOST_CELLS = 4;

  /* A colour that stands out on white, where a pin is hollow. */
  function edge(family) {
    return family.edge || family.colour;
  }

  /* Fill and border of a look: solid (occurred), tried (attempted, half filled), open (planned, dashed),
     hollow (possible), struck (denied). */
  function body(shape, attributes, family, style) {
    const solid = style === "solid";
    return svg(shape, {
      ...attributes,
      fill: solid ? family.colour : "#fff",
      stroke: solid ? "#1c2733" : edge(family),
      "stroke-width": solid ? 1.1 : 2.4,
      "stroke-dasharray": style === "open" ? "3.6 2.4" : null,
      "stroke-linejoin": "round",
    });
  }

  function letter(x, y, family, style) {
    const fill = style === "solid" ? family.ink : "#1c2733";
    const halo = style === "tried" ? { stroke: "#fff", "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
    return svg("text", { x, y, fill, "text-anchor": "middle", ...halo }, family.letter);
  }

  function strike(x1, y1, x2, y2, family) {
    return [
      svg("line", { x1, y1, x2, y2, stroke: "#fff", "stroke-width": 4.5 }),
      svg("line", { x1, y1, x2, y2, stroke: edge(family), "stroke-width": 2.2 }),
    ];
  }

  function badge(x, y, number) {
    return [
      svg("circle", { cx: x, cy: y, r: 7, fill: "#1c2733", stroke: "#fff", "stroke-width": 1.5 }),
      svg("text.number", { x, y: y + 3.2, fill: "#fff", "text-anchor": "middle" }, number > 99 ? "99+" : number),
    ];
  }

  function drawing(width, height, left, top) {
    return svg("svg.pin", { viewBox: `${left} ${top} ${width} ${height}`, width, height, "aria-hidden": "true" });
  }

  /* One claim, or several that look alike: a drop. */
  function pinShape(family, style, number, aside) {
    const pin = drawing(32, 38, -2, -5);
    pin.append(
      ...tie(12, aside || [0, 0]),
      svg("path", { d: DROP, fill: "#fff", stroke: "#fff", "stroke-width": 4.5, "stroke-linejoin": "round" }),
      body("path", { d: DROP }, family, style),
      ...(style === "tried" ? [svg("path", { d: LOWER_HALF, fill: edge(family) })] : []),
      letter(12, 16.3, family, style),
    );
    if (style === "struck") pin.append(...strike(3.5, 21.5, 20.5, 2.5, family));
    if (number > 1) pin.append(...badge(22, 2.5, number));
    return pin;
  }

  /* The width and height that a pin takes above its point. */
  function pinSize(looks) {
    return looks.length === 1 ? [28, 38] : [Math.min(looks.length, MOST_CELLS) * CELL + 8, 38];
  }

  /* From a pin that stands aside to its point, and a dot on the point itself. */
  function tie(foot, [dx, dy]) {
    if (!dx && !dy) return [];
    const line = { x1: foot, y1: dy > 20 ? 8 : 30, x2: foot - dx, y2: 31 - dy }; /* from the head where it stands below */
    return [
      svg("line", { ...line, stroke: "#fff", "stroke-width": 3.6, "stroke-linecap": "round" }),
      svg("line", { ...line, stroke: "#1c2733", "stroke-width": 1.6, "stroke-linecap": "round" }),
      svg("circle", { cx: line.x2, cy: line.y2, r: 3, fill: "#1c2733", stroke: "#fff", "stroke-width": 1.4 }),
    ];
  }

  /* Several looks at one point: a sign with a cell for each, its foot on that one point. */
  function signShape(looks, number, aside) {
    const cells = looks.slice(0, MOST_CELLS);
    const width = cells.length * CELL + 4;
    const at = width / 2;
    const foot = `M${at - 5} ${CELL + 3}L${at} 31L${at + 5} ${CELL + 3}Z`;
    const pin = drawing(width + 12, 38, -2, -5);
    pin.append(
      ...tie(at, aside || [0, 0]),
      svg("rect", { x: 0, y: 0, width, height: CELL + 4, rx: 4, fill: "#fff", stroke: "#1c2733", "stroke-width": 1.1 }),
      svg("path", { d: foot, fill: "#1c2733", stroke: "#fff", "stroke-width": 0.8 }),
    );
    cells.forEach(({ family, style }, index) => {
      const x = 2 + index * CELL;
      pin.append(
        body("rect", { x: x + 1.5, y: 3.5, width: CELL - 3, height: CELL - 3, rx: 3 }, family, style),
        ...(style === "tried" ? [svg("rect", { x: x + 1.5, y: 12, width: CELL - 3, height: CELL - 11.5, rx: 2, fill: edge(family) })] : []),
        letter(x + CELL / 2, 15.8, family, style),
      );
      if (style === "struck") pin.append(...strike(x + 2.5, CELL - 1, x + CELL - 2.5, 5, family));
    });
    if (number > cells.length) pin.append(...badge(width, 1, number));
    return pin;
  }

  /* A place the name may mean: hollow, dotted, with a question mark. */
  function candidateShape(family) {
    return svg(
      "svg.pin",
      { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
      svg("circle", { cx: 12, cy: 12, r: 9.5, fill: "#fff", stroke: "#fff", "stroke-width": 5 }),
      svg("circle", {
        cx: 12, cy: 12, r: 9.5, fill: "#fff", stroke: edge(family), "stroke-width": 2.5,
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
      svg("rect", { x: 3.5, y: 3.5, width: 17, height: 17, rx: 3, fill: "#fff", stroke: edge(family), "stroke-width": 2.5 }),
      svg("text", { x: 12, y: 16.5, fill: "#1c2733", "text-anchor": "middle" }, family.letter),
    );
  }

  /* The icon of a point with these looks, standing [dx, dy] pixels aside of it. */
  function pinIcon(looks, number, [dx, dy]) {
    const one = looks.length === 1;
    const width = one ? 20 : Math.min(looks.length, MOST_CELLS) * CELL + 4;
    const foot = one ? 12 : width / 2;
    return L.divIcon({
      className: "geoclaims-pin",
      html: one ? pinShape(looks[0].family, looks[0].style, number, [dx, dy]) : signShape(looks, number, [dx, dy]),
      iconSize: [width + 12, 38],
      iconAnchor: [foot + 2 - dx, 36 - dy],
      popupAnchor: [dx, dy - 32],
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

  Object.assign(geoclaims, { pinShape, signShape, pinSize, candidateShape, noPinShape, pinIcon, candidateIcon });
})(window.geoclaims);
