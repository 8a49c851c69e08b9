/* The offline backdrop: land, borders (dashed where disputed), a grid with degrees, and towns. */
(function (geoclaims) {
  "use strict";
  const { CanvasLayer, WORLD, worldX, worldY } = geoclaims;

  function style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--geoclaims-" + name).trim();
  }

  /* An arc: x, y, then differences, in whole units; into world pixels. */
  function decoded(arc, units) {
    const points = new Float64Array(arc.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < arc.length; i += 2) {
      x += arc[i];
      y += arc[i + 1];
      points[i] = worldX(x / units);
      points[i + 1] = worldY(y / units);
    }
    return points;
  }

  function joined(ring, arcs) {
    const points = [];
    for (const index of ring) {
      const arc = arcs[index < 0 ? ~index : index];
      if (index >= 0) for (let i = 0; i < arc.length; i += 2) points.push(arc[i], arc[i + 1]);
      else for (let i = arc.length - 2; i >= 0; i -= 2) points.push(arc[i], arc[i + 1]);
    }
    return unwrapped(points);
  }

  /* A line over the 180th meridian goes on eastward or westward instead of back round the globe. */
  function unwrapped(points) {
    for (let i = 2; i < points.length; i += 2) {
      points[i] -= Math.round((points[i] - points[i - 2]) / WORLD) * WORLD;
    }
    return points;
  }

  function box(points) {
    const bounds = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      bounds[0] = Math.min(bounds[0], points[i]);
      bounds[1] = Math.min(bounds[1], points[i + 1]);
      bounds[2] = Math.max(bounds[2], points[i]);
      bounds[3] = Math.max(bounds[3], points[i + 1]);
    }
    return { points, bounds };
  }

  function trace(context, view, shape) {
    const { scale, left, top, width, height } = view;
    const [west, north, east, south] = shape.bounds;
    if (east * scale < left || west * scale > left + width) return;
    if (south * scale < top || north * scale > top + height) return;
    const points = shape.points;
    context.moveTo(points[0] * scale - left, points[1] * scale - top);
    for (let i = 2; i < points.length; i += 2) {
      context.lineTo(points[i] * scale - left, points[i + 1] * scale - top);
    }
  }

  const Land = CanvasLayer.extend({
    options: { padding: 0.4 },

    initialize(outlines, options) {
      L.Util.setOptions(this, options);
      L.Util.stamp(this);
      this._layers = this._layers || {};
      const arcs = outlines.arcs.map((arc) => decoded(arc, outlines.units_per_degree));
      this._land = outlines.land.map((ring) => box(joined(ring, arcs)));
      this._borders = outlines.borders.map((index) => box(arcs[index]));
      this._disputed = outlines.disputed.map((index) => box(arcs[index]));
    },

    draw(context, view) {
      context.clearRect(0, 0, view.width, view.height);
      context.beginPath();
      for (const ring of this._land) trace(context, view, ring);
      context.fillStyle = style("land");
      context.fill("evenodd");
      context.strokeStyle = style("coast");
      context.lineWidth = 0.8;
      context.stroke();
      this._lines(context, view, this._borders, []);
      this._lines(context, view, this._disputed, [5, 4]);
    },

    _lines(context, view, shapes, dash) {
      context.beginPath();
      for (const shape of shapes) trace(context, view, shape);
      context.setLineDash(dash);
      context.strokeStyle = style("border");
      context.lineWidth = 1.2;
      context.stroke();
      context.setLineDash([]);
    },
  });

  function step(zoom) {
    return [30, 30, 20, 10, 10, 5, 2, 1, 1, 0.5, 0.2, 0.1][Math.min(11, Math.floor(zoom))] || 0.1;
  }

  function degrees(value, positive, negative) {
    const text = Math.abs(value).toFixed(2).replace(/\.?0+$/, "");
    return text + "°" + (value > 0 ? positive : value < 0 ? negative : "");
  }

  const Grid = CanvasLayer.extend({
    options: { padding: 0 },

    draw(context, view) {
      context.clearRect(0, 0, view.width, view.height);
      const gap = step(view.zoom);
      const bounds = this._map.getBounds();
      context.strokeStyle = style("grid");
      context.fillStyle = style("label");
      context.lineWidth = 0.6;
      context.font = "10px system-ui, sans-serif";
      context.beginPath();
      const west = Math.max(-180, Math.ceil(bounds.getWest() / gap) * gap);
      for (let lon = west; lon <= Math.min(180, bounds.getEast()); lon += gap) {
        const x = worldX(lon) * view.scale - view.left;
        context.moveTo(x, 0);
        context.lineTo(x, view.height);
        context.fillText(degrees(lon, "E", "W"), x + 3, view.height - 4);
      }
      const south = Math.max(-80, Math.ceil(bounds.getSouth() / gap) * gap);
      for (let lat = south; lat <= Math.min(80, bounds.getNorth()); lat += gap) {
        const y = worldY(lat) * view.scale - view.top;
        context.moveTo(0, y);
        context.lineTo(view.width, y);
        context.fillText(degrees(lat, "N", "S"), view.width - 40, y - 3);
      }
      context.stroke();
    },
  });

  /* Names: those of the claims' places below their pins, then towns, the largest first; a name that would
     cover another, or a pin, stands elsewhere or is left out. */
  const Towns = CanvasLayer.extend({
    initialize(labels, options) {
      L.Util.setOptions(this, options);
      L.Util.stamp(this);
      this._layers = this._layers || {};
      this._labels = labels.map((label) => this._label(label));
      this._places = [];
    },

    _label([name, lat, lon]) {
      return { name, x: worldX(lon), y: worldY(lat) };
    },

    /* The places of the claims now shown: {name, lat, lon, box}, box the pixels its pin takes round its point. */
    name(places) {
      this._places = places.map(({ name, lat, lon, box }) => ({ ...this._label([name, lat, lon]), box }));
      this.redraw();
    },

    draw(context, view) {
      context.clearRect(0, 0, view.width, view.height);
      context.textBaseline = "middle";
      context.lineJoin = "round";
      const at = ({ x, y }) => [x * view.scale - view.left, y * view.scale - view.top];
      const taken = this._places.map((place) => {
        const [x, y] = at(place);
        const [left, top, right, bottom] = place.box;
        return [x + left, y + top, x + right, y + bottom];
      });
      for (const place of this._places) {
        const [x, y] = at(place);
        taken.push([x - 4, y - 4, x + 4, y + 2]);
      }
      const claimed = new Set(this._places.flatMap(({ name }) => name.split(/ \/ | \(|\)/)));
      taken.push(...this._covered());
      context.font = "600 11.5px system-ui, sans-serif";
      for (const place of this._places) {
        const [x, y] = at(place);
        const [left, top, right, bottom] = place.box;
        const width = context.measureText(place.name).width;
        const middle = y + (top + bottom) / 2;
        const beside = [[x + right + 3, middle], [x + left - 3 - width, middle]];
        const standsAside = bottom !== 0 || left !== -right;
        this._write(context, view, taken, place.name, width, "ink", [
          ...(standsAside ? (left + right > 0 ? beside : beside.reverse()) : []),
          [x - width / 2, y + 10], ...beside,
          [x + 6, y + 9], [x - 6 - width, y + 9], [x - width / 2, y + 23], [x + (left + right) / 2 - width / 2, y + top - 9],
          [x + 8, y + 23], [x - 8 - width, y + 23], [x - width / 2, y + 38],
        ]);
      }
      context.font = "11px system-ui, sans-serif";
      for (const label of this._labels) {
        const [x, y] = at(label);
        if (claimed.has(label.name)) continue; /* named at its pin */
        if (taken.some((area) => x > area[0] && x < area[2] && y > area[1] && y < area[3])) continue;
        const width = context.measureText(label.name).width;
        if (!this._write(context, view, taken, label.name, width, "label", [[x + 5, y], [x - 5 - width, y]])) continue;
        context.fillRect(x - 1.5, y - 1.5, 3, 3);
      }
    },

    /* What lies over the map and would cut a name: buttons, scale and notes in its corners, and the degrees
       along the grid's lower and right edges. Sizes are as styled: to measure them would lay out the page. */
    _covered() {
      const { x: width, y: height } = this._map.getSize();
      const { x, y } = this._map.layerPointToContainerPoint(this._bounds.min);
      return [
        [0, 0, 50, 170], [width - 60, 0, width, 60], [0, height - 34, 104, height], [width - 226, height - 22, width, height],
        [0, height - 15, width, height], [width - 42, 0, width, height],
      ].map(([left, top, right, bottom]) => [left - x, top - y, right - x, bottom - y]);
    },

    /* Write a name at the first of the spots (left edge, middle) that is free; false where none is. */
    _write(context, view, taken, name, width, colour, spots) {
      for (const [x, y] of spots) {
        const area = [x - 2, y - 8, x + width + 2, y + 8];
        if (area[2] < 0 || area[3] < 0 || area[0] > view.width || area[1] > view.height) return false;
        if (taken.some((t) => area[0] < t[2] && area[2] > t[0] && area[1] < t[3] && area[3] > t[1])) continue;
        taken.push(area);
        context.fillStyle = style(colour);
        context.strokeStyle = style("halo");
        context.lineWidth = 3;
        context.strokeText(name, x, y);
        context.fillText(name, x, y);
        return true;
      }
      return false;
    },
  });

  Object.assign(geoclaims, { Land, Grid, Towns });
})(window.geoclaims);
