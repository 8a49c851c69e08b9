/* Days since 1970 and ISO dates. */
(function (geoclaims) {
  "use strict";
  const DAY = 86400000;

  geoclaims.isoDay = (days) => new Date(days * DAY).toISOString().slice(0, 10);

  /* Days since 1970 of an ISO date, or null where it is none. */
  geoclaims.daysOf = (iso) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(iso || "") ? Date.parse(iso + "T00:00:00Z") : NaN;
    return Number.isNaN(time) ? null : time / DAY;
  };
})(window.geoclaims);
