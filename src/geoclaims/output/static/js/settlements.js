/* A table of who holds which settlement: a point a settlement, in the status of the date asked for. Never an area. */
(function (geoclaims) {
  "use strict";
  const { Points, blankSprite, element, isoDay, mark, svg, unpacked, worldX, worldY } = geoclaims;

  const SHAPES = ["diamond", "square", "triangle"]; /* of the controllers in turn; the contested have a cross */
  const SIZE = 2.6;
  const APART = 9; /* pixels; nearer settlements of one status share a mark, or the whole land would look filled */

  /* Like a Dataset: what Points and popups ask of one, for the statuses of a day. */
  class Settlements {
    constructor(overlay, tintNumber) {
      const { statuses } = overlay;
      this.block = overlay;
      this.statuses = statuses;
      this.tint = (who) => "--geoclaims-tint" + tintNumber(who); /* a variable of the style sheet */
      this.controllers = statuses.controllers;
      this.names = statuses.names.split("\n");
      this.length = this.names.length;
      this.x = Float64Array.from(unpacked(statuses.lon), (value) => worldX(value / 1e5));
      this.y = Float64Array.from(unpacked(statuses.lat), (value) => worldY(value / 1e5));
      for (const column of ["place", "status", "start", "told", "end"]) this[column] = unpacked(statuses[column]);
      this.visible = new Uint8Array(this.length);
      this.span = new Int32Array(this.length); /* of each settlement's spans the one of the day shown */
      this.show(null);
    }

    heading() {
      return `control of settlements on ${isoDay(this.day)}, by ${this.block.title}`;
    }

    shapeOf(status) {
      return status === this.controllers.length - 1 ? "cross" : SHAPES[status % SHAPES.length];
    }

    /* Days since 1970, or null for the table's last. */
    show(day) {
      const wanted = day === null ? this.statuses.last_day : day;
      if (this.day === wanted) return;
      this.day = wanted;
      this.visible.fill(0);
      this.shown = 0;
      this.oldest = 0;
      for (let i = 0; i < this.place.length; i += 1) {
        if (this.start[i] > wanted || this.end[i] < wanted) continue;
        this.visible[this.place[i]] = 1;
        this.span[this.place[i]] = i;
        this.shown += 1;
        this.oldest = Math.max(this.oldest, wanted - this.told[i]);
      }
    }

    get words() {
      const { settlements, days, total_days: total, first_day: first, last_day: last } = this.statuses;
      const number = (value) => value.toLocaleString("en");
      const unplaced = settlements - this.length;
      const age = this.oldest > 0 ? `, the oldest told ${this.oldest} ${this.oldest === 1 ? "day" : "days"} before` : "";
      const parts = [`${number(this.shown)} of ${number(settlements)} settlements of ${this.block.title} as of ${isoDay(this.day)}${age}`];
      if (!this.shown) parts.push(`it tells of ${isoDay(first)} to ${isoDay(last)}`);
      if (unplaced) parts.push(`${number(unplaced)} not in the gazetteer`);
      if (days < total) parts.push(`${number(days)} of its ${number(total)} days are in this page`);
      return parts.join("; ");
    }

    describe(row) {
      const i = this.span[row];
      const age = this.day - this.told[i];
      const told = age > 0 ? `last told ${isoDay(this.told[i])}, ${age} ${age === 1 ? "day" : "days"} before` : "told of that day";
      return element(
        "li", { dir: "auto" }, element("b", null, this.names[row]), ` · ${this.controllers[this.status[i]]}`,
        element("div", null, `so since ${isoDay(this.start[i])} at the latest; ${told}`),
      );
    }

    get note() {
      return `${this.statuses.note}. Such tables lag behind events.`;
    }
  }

  const SettlementPoints = Points.extend({
    draw(context, view) {
      const { x, y, visible, status, span, length, controllers } = this.dataset;
      const { scale, left, top, width, height } = view;
      context.clearRect(0, 0, width, height);
      const sprites = controllers.map((who, code) => this._sprite(who, this.dataset.shapeOf(code)));
      const across = Math.ceil(width / APART) + 1;
      const rows = Math.ceil(height / APART) + 1;
      context.globalAlpha = 0.85;
      const taken = controllers.map(() => new Uint8Array(across * rows));
      for (let i = 0; i < length; i += 1) {
        if (!visible[i]) continue;
        const px = Math.round(x[i] * scale - left);
        const py = Math.round(y[i] * scale - top);
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        const cell = this._cell(i, scale, left, top, across);
        const code = status[span[i]];
        if (taken[code][cell]) continue;
        taken[code][cell] = 1;
        const { canvas, half } = sprites[code];
        context.drawImage(canvas, px - half, py - half, 2 * half, 2 * half);
      }
      context.globalAlpha = 1;
    },

    _cell(row, scale, left, top, across) {
      const { x, y } = this.dataset;
      return Math.floor((y[row] * scale - top) / APART) * across + Math.floor((x[row] * scale - left) / APART);
    },

    /* Hollow, so that it is told from records, and from anything that fills. */
    _sprite(who, shape) {
      const { canvas, context, half } = blankSprite(SIZE);
      const colour = getComputedStyle(document.documentElement).getPropertyValue(this.dataset.tint(who));
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = 1.3;
      context.beginPath();
      mark(context, shape, half, half, SIZE);
      if (shape === "cross") context.fill();
      else context.stroke();
      return { canvas, half };
    },
  });

  const OUTLINES = { diamond: "M8 2 14 8 8 14 2 8Z", square: "M3 3H13V13H3Z", triangle: "M8 2 14 13H2Z", cross: "M2 8H14M8 2V14" };

  /* The mark of a status in the legend. */
  function settlementShape(settlements, code) {
    const style = `fill: none; stroke-width: 2; stroke: var(${settlements.tint(settlements.controllers[code])})`;
    return svg("svg.chip.outline", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: OUTLINES[settlements.shapeOf(code)], style }));
  }

  Object.assign(geoclaims, { Settlements, SettlementPoints, settlementShape });
})(window.geoclaims);
