/* Pins that would cover one another stand aside, each tied to its own point by a line: no point is moved. */
(function (geoclaims) {
  "use strict";

  /* How far aside, tried in this order: widths of the pin away from its neighbours, and pixels up (or down). */
  const ASIDE = [
    [0, 0], [0.6, 6], [-0.6, 6], [1.1, 12], [-1.1, 12], [0, 40], [0.8, 40], [-0.8, 40], [0.6, -44], [-0.6, -44], [0, -48],
    [1.7, 24], [-1.7, 24], [1.4, -40], [-1.4, -40], [0, 80], [1, 80], [-1, 80],
  ];
  const FOOT = 5; /* pixels round a point that stay free of other pins */
  const NEIGHBOURS = 120; /* pixels within which others say to which side a pin leans */

  function overlaps(one, other) {
    return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
  }

  /* Left, top, right and bottom of a pin whose point is at x, y and which stands dx, dy aside. */
  function room(x, y, width, height, dx, dy) {
    return [x + dx - width / 2, y + dy - height, x + dx + width / 2, y + dy];
  }

  /* East (1) where more neighbours lie to the west, else west (-1): pins keep the order of their points. */
  function awayFrom(point, points) {
    let east = 0;
    for (const other of points) {
      const [x, y] = [point.x - other.x, point.y - other.y];
      if (other !== point && Math.abs(x) < NEIGHBOURS && Math.abs(y) < NEIGHBOURS) east += Math.sign(x);
    }
    return east > 0 ? 1 : -1;
  }

  /* Points {x, y, width, height} in pixels, the first placed first; returns [dx, dy] of each. */
  function arrange(points) {
    const feet = points.map(({ x, y }) => [x - FOOT, y - FOOT, x + FOOT, y + 1]);
    const taken = [];
    return points.map((point, number) => {
      const { x, y, width, height } = point;
      const away = awayFrom(point, points);
      let best = [0, 0];
      let least = Infinity;
      for (const [wide, up] of ASIDE) {
        const aside = [Math.round(away * wide * width), -up];
        const box = room(x, y, width, height, ...aside);
        let hits = 0;
        for (const other of taken) if (overlaps(box, other)) hits += 2;
        feet.forEach((foot, at) => {
          if (at !== number && overlaps(box, foot)) hits += 1;
        });
        if (hits < least) [least, best] = [hits, aside];
        if (!hits) break;
      }
      taken.push(room(x, y, width, height, ...best));
      return best;
    });
  }

  Object.assign(geoclaims, { arrange });
})(window.geoclaims);
