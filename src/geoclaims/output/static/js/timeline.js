/* Claims above the line, records of other datasets below it, by day, week or month; drag to choose dates. */
(function (geoclaims) {
  "use strict";
  const { svg, element, replaceChildren, isoDay } = geoclaims;

  const WIDTH = 800;
  const HEIGHT = 76;
  const AXIS = 44; /* claims stand on it, records hang from it */
  const MOST_BINS = 90;
  const STEPS = [1, 7, 30, 91, 365, 1826, 9131];

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

    /* The span of days: the claims', widened by records no further off than itself. */
    _measure() {
      const days = [...this.page.filters.days.values()].map(dayOf).filter((day) => day !== null);
      this.first = days.length ? days.reduce((a, b) => Math.min(a, b)) : null;
      let last = days.length ? days.reduce((a, b) => Math.max(a, b)) : null;
      const claimed = this.first === null ? null : [this.first, last, Math.max(last - this.first, 30)];
      for (const { start, end, length } of this.page.view.datasets) {
        for (let i = 0; i < length; i += 1) {
          if (claimed && (end[i] < claimed[0] - claimed[2] || start[i] > claimed[1] + claimed[2])) continue;
          this.first = this.first === null ? start[i] : Math.min(this.first, start[i]);
          last = last === null ? end[i] : Math.max(last, end[i]);
        }
      }
      if (this.first === null) return;
      this.step = STEPS.find((step) => (last - this.first + 1) / step <= MOST_BINS) || STEPS[STEPS.length - 1];
      this.bins = Math.floor((last - this.first) / this.step) + 1;
    }

    _bin(day) {
      return Math.floor((day - this.first) / this.step);
    }

    draw(shown) {
      if (this.first === null) return;
      const claims = new Array(this.bins).fill(0);
      const records = new Array(this.bins).fill(0);
      for (const id of shown) {
        const day = dayOf(this.page.filters.days.get(id));
        if (day !== null) claims[this._bin(day)] += 1;
      }
      let outside = 0;
      for (const dataset of this.page.view.datasets) {
        for (let i = 0; i < dataset.length; i += 1) {
          if (!dataset.visible[i]) continue;
          const bin = this._bin(dataset.end[i]);
          const number = dataset.records ? dataset.records[i] : 1;
          if (bin >= 0 && bin < this.bins) records[bin] += number;
          else outside += number;
        }
      }
      this._bars(claims, records);
      this._describe(claims, records, outside);
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
      const each = { 1: "a day", 7: "a week", 30: "30 days", 91: "a quarter", 365: "a year" }[this.step] || `${this.step} days`;
      const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), 0).toLocaleString("en");
      const total = (numbers) => numbers.reduce((a, b) => a + b, 0).toLocaleString("en");
      const hasRecords = this.page.view.datasets.length > 0;
      const first = isoDay(this.first);
      const last = isoDay(this.first + this.bins * this.step - 1);
      const beyond = outside ? `; ${outside.toLocaleString("en")} records lie outside this span` : "";
      const text = `${first} to ${last}, a bar ${each}: ${total(claims)} claims at their latest possible day (above, most ${most(claims)})`
        + (hasRecords ? `, ${total(records)} records (below, most ${most(records)})` : "") + beyond + ". Drag to choose dates.";
      this.words.textContent = text;
      this.box.title = text;
      this.drawing.setAttribute("aria-label", "Timeline");
      replaceChildren(
        this.key,
        element("span", null, first),
        element(
          "span.key", null,
          element("i.chip.bar-claims"), `claims (most ${most(claims)} ${each})`,
          hasRecords ? [element("i.chip.bar-records"), `records (most ${most(records)} ${each}${outside ? `; ${outside.toLocaleString("en")} outside this span` : ""})`] : [],
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
