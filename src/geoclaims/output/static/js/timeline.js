/* Claims above the line, records of other datasets below it, by day, week or month; drag to choose dates. */
(function (geoclaims) {
  "use strict";
  const { svg, element, replaceChildren, isoDay } = geoclaims;

  const WIDTH = 800;
  const HEIGHT = 76;
  const AXIS = 44; /* claims stand on it, records hang from it */
  const MOST_BINS = 90;
  const STEPS = new Map([[1, "a day"], [7, "a week"], [30, "in 30 days"], [91, "a quarter"], [365, "a year"], [1826, "in 5 years"], [9131, "in 25 years"]]);
  const FAR = 10; /* times the span of the middle nine tenths: claims further off stand outside, and are counted */

  /* The day a claim stands at: its end, which is the latest it can have happened. */
  function dayOf([start, end]) {
    return end === null ? start : end;
  }

  class Timeline {
    constructor(box, page) {
      this.box = box;
      this.page = page;
      this.drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
      this.key = element("p.timeline-words", { "aria-hidden": "true" });
      this.words = element("p.unseen");
      replaceChildren(box, this.drawing, this.key, this.words);
      this._measure();
      box.hidden = this.first === null || this.bins === 1; /* one bar tells nothing */
      if (this.first !== null) this._listen();
    }

    /* The span of days: the claims' (one claim of 1914 does not squeeze all others into one bar), widened by
       records no further off than itself. */
    _measure() {
      const all = [...this.page.filters.days.values()].map(dayOf).filter((day) => day !== null).sort((a, b) => a - b);
      const [low, high] = [all[Math.floor(all.length * 0.05)], all[Math.ceil(all.length * 0.95) - 1]];
      const far = Math.max(high - low, 30) * FAR;
      const days = all.filter((day) => day >= low - far && day <= high + far);
      this.first = days.length ? days[0] : null;
      let last = days.length ? days[days.length - 1] : null;
      const claimed = this.first === null ? null : [this.first, last, Math.max(last - this.first, 30)];
      for (const { start, end, length } of this.page.view.datasets) {
        for (let i = 0; i < length; i += 1) {
          if (claimed && (end[i] < claimed[0] - claimed[2] || start[i] > claimed[1] + claimed[2])) continue;
          this.first = this.first === null ? start[i] : Math.min(this.first, start[i]);
          last = last === null ? end[i] : Math.max(last, end[i]);
        }
      }
      if (this.first === null) return;
      const steps = [...STEPS.keys()];
      this.step = steps.find((step) => (last - this.first + 1) / step <= MOST_BINS) || steps[steps.length - 1];
      this.bins = Math.floor((last - this.first) / this.step) + 1;
    }

    _bin(day) {
      return Math.floor((day - this.first) / this.step);
    }

    draw(shown) {
      if (this.first === null) return;
      const claims = new Array(this.bins).fill(0);
      const records = new Array(this.bins).fill(0);
      const outside = { claims: 0, records: 0 };
      for (const id of shown) {
        const day = dayOf(this.page.filters.days.get(id));
        const bin = day === null ? null : this._bin(day);
        if (bin === null) continue;
        if (bin >= 0 && bin < this.bins) claims[bin] += 1;
        else outside.claims += 1;
      }
      for (const dataset of this.page.view.datasets) {
        for (let i = 0; i < dataset.length; i += 1) {
          if (!dataset.visible[i]) continue;
          if (dataset.records) {
            this._spread(records, dataset.start[i], dataset.end[i], dataset.records[i], outside);
            continue;
          }
          const bin = this._bin(dataset.end[i]);
          if (bin >= 0 && bin < this.bins) records[bin] += 1;
          else outside.records += 1;
        }
      }
      this._bars(claims, records);
      this._describe(claims, records, outside);
    }

    /* A month's records evenly over its days: bars of 30 days would else show gaps that are none. */
    _spread(records, start, end, number, outside) {
      for (let bin = this._bin(start); bin <= this._bin(end); bin += 1) {
        const first = this.first + bin * this.step;
        const days = Math.min(end, first + this.step - 1) - Math.max(start, first) + 1;
        const share = (number * days) / (end - start + 1);
        if (bin >= 0 && bin < this.bins) records[bin] += share;
        else outside.records += share;
      }
    }

    _bars(claims, records) {
      const width = WIDTH / this.bins;
      const gap = Math.min(1.5, width * 0.2);
      const mostClaims = Math.max(1, ...claims);
      const mostRecords = Math.max(1, ...records);
      const bars = [];
      for (let bin = 0; bin < this.bins; bin += 1) {
        const x = bin * width;
        const up = (claims[bin] / mostClaims) * (AXIS - 4);
        const down = (records[bin] / mostRecords) * (HEIGHT - AXIS - 2);
        if (up) bars.push(svg("rect.bar-claims", { x, y: AXIS - up, width: width - gap, height: up }));
        if (down) bars.push(svg("rect.bar-records", { x, y: AXIS + 1, width: width - gap, height: down }));
      }
      const [from, to] = this.page.filters.range();
      const shades = [];
      const left = from === null ? 0 : ((from - this.first) / this.step) * width;
      const right = to === null ? WIDTH : ((to + 1 - this.first) / this.step) * width;
      if (left > 0) shades.push(svg("rect.shade", { x: 0, y: 0, width: Math.min(left, WIDTH), height: HEIGHT }));
      if (right < WIDTH) shades.push(svg("rect.shade", { x: Math.max(right, 0), y: 0, width: WIDTH - Math.max(right, 0), height: HEIGHT }));
      const axis = svg("line.axis", { x1: 0, x2: WIDTH, y1: AXIS + 0.5, y2: AXIS + 0.5 });
      replaceChildren(this.drawing, bars, axis, shades);
    }

    _describe(claims, records, outside) {
      const each = STEPS.get(this.step);
      const whole = (number) => Math.round(number).toLocaleString("en");
      const most = (numbers) => whole(numbers.reduce((a, b) => Math.max(a, b), 0));
      const total = (numbers) => whole(numbers.reduce((a, b) => a + b, 0));
      const hasRecords = this.page.view.datasets.length > 0;
      const first = isoDay(this.first);
      const last = isoDay(this.first + this.bins * this.step - 1);
      const beyond = (number) => (number >= 0.5 ? `; ${whole(number)} outside this span` : "");
      const text = `${first} to ${last}, a bar ${each}: ${total(claims)} claims at their latest possible day (above, most ${most(claims)}${beyond(outside.claims)})`
        + (hasRecords ? `, ${total(records)} records (below, most ${most(records)}${beyond(outside.records)})` : "") + ". Drag to choose dates.";
      this.words.textContent = text;
      this.box.title = text;
      this.drawing.setAttribute("aria-label", "Timeline");
      replaceChildren(
        this.key,
        element("span", null, first),
        element(
          "span.key", null,
          element("span.part", null, element("i.chip.bar-claims"), `claims (most ${most(claims)} ${each}${beyond(outside.claims)})`),
          hasRecords ? element("span.part", null, element("i.chip.bar-records"), `records (most ${most(records)} ${each}${beyond(outside.records)})`) : [],
          element("span.hint", null, "drag to choose dates"),
        ),
        element("span", null, last),
      );
    }

    _listen() {
      let anchor = null;
      const dayAt = (event) => {
        const frame = this.drawing.getBoundingClientRect();
        const share = Math.max(0, Math.min(0.9999, (event.clientX - frame.left) / frame.width));
        return this.first + Math.floor(share * this.bins) * this.step;
      };
      this.drawing.addEventListener("pointerdown", (event) => {
        anchor = dayAt(event);
        this.drawing.setPointerCapture(event.pointerId);
      });
      this.drawing.addEventListener("pointermove", (event) => {
        if (anchor !== null) this._select(anchor, dayAt(event));
      });
      this.drawing.addEventListener("pointerup", (event) => {
        if (anchor !== null) this._select(anchor, dayAt(event));
        anchor = null;
      });
    }

    _select(one, other) {
      this.page.filters.setRange(Math.min(one, other), Math.max(one, other) + this.step - 1);
    }
  }

  geoclaims.Timeline = Timeline;
})(window.geoclaims);
