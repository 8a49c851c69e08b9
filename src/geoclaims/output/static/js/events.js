/* The records of another dataset: packed columns, drawn on one canvas, told apart by shape. */
(function (geoclaims) {
  "use strict";
  const { CanvasLayer, worldX, worldY, element, count, isoDay } = geoclaims;

  const SHAPES = ["square", "diamond", "triangle", "cross", "square2", "diamond2", "triangle2", "cross2"]; /* the colour tells the second four */
  const LISTED = 30;
  const CROWDED = 20000; /* records; above it marks are small, alike and without a halo */

  const TYPES = { Uint8: Uint8Array, Uint16: Uint16Array, Uint32: Uint32Array };

  /* A packed column: [type, least value, base64 of the differences to it]. */
  function unpacked([type, least, text]) {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = characters.charCodeAt(i);
    const differences = new TYPES[type](bytes.buffer);
    const column = new Int32Array(differences.length); /* loops take a tenth of the time of from() */
    for (let i = 0; i < column.length; i += 1) column[i] = differences[i] + least;
    return column;
  }

  /* Where each cell's entries begin, and at the end where the last one's end. */
  function running(numbers) {
    const first = new Int32Array(numbers.length + 1);
    numbers.forEach((number, i) => { first[i + 1] = first[i] + number; });
    return first;
  }

  /* The columns of a block's dataset as typed arrays, and lookups of single rows. */
  class Dataset {
    constructor(block, number) {
      this.block = block;
      this.name = block.name;
      this.shape = SHAPES[number % SHAPES.length];
      const lat = unpacked(block.lat);
      const lon = unpacked(block.lon);
      this.length = lat.length;
      this.x = new Float64Array(this.length);
      this.y = new Float64Array(this.length);
      for (let i = 0; i < this.length; i += 1) {
        this.x[i] = worldX(lon[i] / 1e5);
        this.y[i] = worldY(lat[i] / 1e5);
      }
      this.lat = lat;
      this.lon = lon;
      this.start = unpacked(block.start);
      this.end = unpacked(block.end);
      this.category = unpacked(block.category);
      this.records = block.count ? unpacked(block.count) : null; /* of each cell, of the types to show */
      this.cells = block.by_type && { all: this.records.slice(), type: unpacked(block.by_type.type), count: unpacked(block.by_type.count), first: running(unpacked(block.by_type.types)) };
      this.visible = new Uint8Array(this.length).fill(1);
      this.keep = null; /* categories to show, by number; null for all */
      this.ids = null;
      this.columns = Object.entries(block.text).map(([label, column]) => ({
        label,
        values: column.values,
        codes: unpacked(column.codes),
      }));
    }

    /* Days since 1970, both inclusive, or null for an open end; keep is a set of categories or null. */
    filter(from, to, keep) {
      for (let i = 0; i < this.length; i += 1) {
        const inTime = (from === null || this.end[i] >= from) && (to === null || this.start[i] <= to);
        const kept = !keep || (this.cells ? this._recount(i, keep) > 0 : keep.has(this.category[i]));
        if (!keep && this.cells) this.records[i] = this.cells.all[i];
        this.visible[i] = inTime && kept ? 1 : 0;
      }
    }

    /* How many records of these types a cell holds. */
    _recount(row, keep) {
      const { type, count: number, first } = this.cells;
      let sum = 0;
      for (let entry = first[row]; entry < first[row + 1]; entry += 1) if (keep.has(type[entry])) sum += number[entry];
      this.records[row] = sum;
      return sum;
    }

    /* The number of records of each type, by its number. */
    get types() {
      const numbers = new Map();
      const add = (type, number) => numbers.set(type, (numbers.get(type) || 0) + number);
      if (this.cells) this.cells.type.forEach((type, entry) => add(type, this.cells.count[entry]));
      else this.category.forEach((type) => add(type, 1));
      return numbers;
    }

    /* A cell's types to show and how many records of each, the most frequent first. */
    _typesOf(row) {
      const { type, count: number, first } = this.cells;
      const entries = [...type.slice(first[row], first[row + 1])].map((kind, at) => [kind, number[first[row] + at]]);
      return entries.filter(([kind]) => !this.keep || this.keep.has(kind)).sort((one, other) => other[1] - one[1])
        .map(([kind, records]) => `${this.block.categories[kind] || "event"} ${records.toLocaleString("en")}`);
    }

    heading() {
      return "recorded by " + this.block.title;
    }

    get shown() {
      let sum = 0;
      for (let i = 0; i < this.length; i += 1) if (this.visible[i]) sum += this.records ? this.records[i] : 1;
      return sum;
    }

    describe(row) {
      const when = this.start[row] === this.end[row]
        ? isoDay(this.start[row])
        : isoDay(this.start[row]) + " – " + isoDay(this.end[row]);
      if (this.records) {
        return element(
          "li", { dir: "auto" }, element("b", null, count(this.records[row], "record", "records")), " · " + when,
          ` · in a cell of ${this.block.cell_degrees}° and this month`, this._typesOf(row).map((words) => element("div", null, words)),
        );
      }
      const item = element("li", { dir: "auto" }, element("b", null, this.block.categories[this.category[row]] || "event"));
      item.append(" · " + when);
      for (const { label, values, codes } of this.columns) {
        if (codes[row] >= 0) item.append(element("div", null, label + ": " + values[codes[row]]));
      }
      if (this.block.ids) {
        this.ids = this.ids || this.block.ids.split("\n");
        item.append(element("div.id", null, "record " + this.ids[row]));
      }
      return item;
    }
  }

  const Points = CanvasLayer.extend({
    initialize(dataset, options) {
      L.Util.setOptions(this, { pane: "overlayPane", ...options });
      L.Util.stamp(this);
      this._layers = this._layers || {};
      this.dataset = dataset;
    },

    draw(context, view) {
      const { x, y, visible, records, length } = this.dataset;
      const { scale, left, top, width, height } = view;
      context.clearRect(0, 0, width, height);
      if (length > CROWDED && !records) {
        this._dust(context, view);
        return;
      }
      context.globalAlpha = 0.85;
      const pixels = new Uint8Array(Math.ceil(width) * Math.ceil(height)); /* one mark a pixel is enough */
      const row = Math.ceil(width);
      const sprites = this._sprites();
      for (let i = 0; i < length; i += 1) {
        if (!visible[i]) continue;
        const px = Math.round(x[i] * scale - left);
        const py = Math.round(y[i] * scale - top);
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        if (!records) {
          if (pixels[py * row + px]) continue;
          pixels[py * row + px] = 1;
        }
        const sprite = sprites[records ? Math.min(sprites.length - 1, Math.round(Math.log2(records[i] + 1))) : 0];
        context.drawImage(sprite.canvas, px - sprite.half, py - sprite.half, 2 * sprite.half, 2 * sprite.half);
      }
      context.globalAlpha = 1;
    },

    /* So many marks of one colour: what they cover is added up in memory, which takes a tenth of the time. */
    _dust(context, view) {
      const { x, y, visible, length } = this.dataset;
      const { width, height } = context.canvas;
      const density = window.devicePixelRatio || 1;
      const scale = view.scale * density;
      const [left, top] = [view.left * density, view.top * density];
      const { side, colour, inked } = this._stamp();
      const half = Math.floor(side / 2);
      const taken = new Uint8Array(width * height); /* one mark a pixel is enough */
      const cover = new Uint8Array(width * height);
      for (let i = 0; i < length; i += 1) {
        if (!visible[i]) continue;
        const px = Math.round(x[i] * scale - left);
        const py = Math.round(y[i] * scale - top);
        if (px < half || py < half || px >= width - half || py >= height - half || taken[py * width + px]) continue;
        taken[py * width + px] = 1;
        const corner = (py - half) * width + px - half;
        for (const [dx, dy, alpha] of inked) {
          const at = corner + dy * width + dx;
          cover[at] += ((255 - cover[at]) * alpha) >> 8;
        }
      }
      const image = context.createImageData(width, height);
      const pixels = new Uint32Array(image.data.buffer);
      const [red, green, blue] = colour;
      const ink = (blue << 16) | (green << 8) | red; /* little-endian, as all browsers' machines are */
      for (let at = 0; at < cover.length; at += 1) if (cover[at]) pixels[at] = (cover[at] << 24) | ink;
      context.putImageData(image, 0, 0);
    },

    /* The mark as its pixels that have ink: [column, row, opacity out of 255]. */
    _stamp() {
      const [{ canvas }] = this._sprites();
      const side = canvas.width;
      const { data } = canvas.getContext("2d").getImageData(0, 0, side, side);
      const inked = [];
      for (let at = 0; at < side * side; at += 1) {
        if (data[4 * at + 3]) inked.push([at % side, Math.floor(at / side), Math.round(0.6 * data[4 * at + 3])]);
      }
      const middle = 4 * (side * Math.floor(side / 2) + Math.floor(side / 2));
      return { side, colour: data.slice(middle, middle + 3), inked };
    },

    /* The dataset's mark, drawn once a size: cells are larger the more records they hold. */
    _sprites() {
      const { records, shape, length } = this.dataset;
      const theme = getComputedStyle(document.documentElement);
      const sizes = records ? [...Array(15).keys()].map((step) => 1.5 + step * 0.6) : [length > CROWDED ? 2 : 3.2];
      return sizes.map((size) => {
        const { canvas, context, half } = blankSprite(size);
        context.fillStyle = theme.getPropertyValue("--geoclaims-" + shape);
        context.strokeStyle = theme.getPropertyValue("--geoclaims-halo");
        context.beginPath();
        mark(context, shape, half, half, size);
        if (length <= CROWDED) context.stroke();
        context.fill();
        return { canvas, half };
      });
    },

    /* Rows within reach of a point on the map (in layer pixels), the nearest first. */
    near(point, reach) {
      const { scale, left, top } = this._view || {};
      if (!scale) return [];
      const target = this._map.layerPointToContainerPoint(point);
      const corner = this._map.layerPointToContainerPoint(this._bounds.min);
      const tx = target.x - corner.x;
      const ty = target.y - corner.y;
      const found = [];
      const { x, y, visible, length } = this.dataset;
      for (let i = 0; i < length; i += 1) {
        if (!visible[i]) continue;
        const distance = Math.hypot(x[i] * scale - left - tx, y[i] * scale - top - ty);
        if (distance <= reach) found.push([distance, i]);
      }
      return found.sort((one, other) => one[0] - other[0]).map(([, row]) => row);
    },
  });

  /* A canvas with room for a mark of this size and its edge, sharp on any screen. */
  function blankSprite(size) {
    const half = Math.ceil(size * 1.4) + 2;
    const density = window.devicePixelRatio || 1;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * half * density;
    const context = canvas.getContext("2d");
    context.scale(density, density);
    return { canvas, context, half };
  }

  function mark(context, shape, x, y, half) {
    if (shape.startsWith("square")) {
      context.rect(x - half, y - half, 2 * half, 2 * half);
    } else if (shape.startsWith("diamond")) {
      context.moveTo(x, y - half * 1.4);
      context.lineTo(x + half * 1.4, y);
      context.lineTo(x, y + half * 1.4);
      context.lineTo(x - half * 1.4, y);
      context.closePath();
    } else if (shape.startsWith("triangle")) {
      context.moveTo(x, y - half * 1.4);
      context.lineTo(x + half * 1.3, y + half);
      context.lineTo(x - half * 1.3, y + half);
      context.closePath();
    } else {
      const thin = half * 0.45;
      context.rect(x - half, y - thin, 2 * half, 2 * thin);
      context.rect(x - thin, y - half, 2 * thin, 2 * half);
    }
  }

  /* What a click near records shows: the dataset's own words, never a judgement of a claim. */
  function recordsPopup(hits) {
    const box = element("div.geoclaims-popup.records");
    for (const { dataset, rows } of hits) {
      box.append(element("p.headline", { dir: "auto" }, dataset.heading()));
      const list = element("ul");
      for (const row of rows.slice(0, LISTED)) list.append(dataset.describe(row));
      if (rows.length > LISTED) list.append(element("li", null, `showing ${LISTED} of ${rows.length} here`));
      box.append(list);
      if (dataset.note) box.append(element("p.note", null, dataset.note));
    }
    if (hits.some(({ dataset }) => !dataset.note)) box.append(element("p.note", null, "A record nearby is no proof of a claim."));
    return box;
  }

  Object.assign(geoclaims, { Dataset, Points, blankSprite, mark, recordsPopup, unpacked });
})(window.geoclaims);
