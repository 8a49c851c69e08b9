/* The claims now shown as a file of their own: CSV or GeoJSON, with the filters and whom to cite. */
(function (geoclaims) {
  "use strict";
  const { element } = geoclaims;

  const COLUMNS = ["id", "claimed_by", "event", "how_it_is_said", "place", "lat", "lon", "uncertainty_m", "date_start", "date_end", "sentence", "report", "url"];
  const FORMULA = /^[\t\r]|^[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffd]*[=+@\uff1d\uff0b\uff0d\uff20-]/; /* what a spreadsheet would run */

  function row(claim) {
    const place = claim.places.find((found) => found.lat !== null);
    const facet = (name) => (claim.facets[name] || []).join("; ");
    return {
      id: claim.id,
      claimed_by: claim.headline,
      event: facet("type"),
      how_it_is_said: claim.how,
      place: claim.where,
      lat: place ? place.lat : null,
      lon: place ? place.lon : null,
      uncertainty_m: place ? place.radius_m : null,
      date_start: claim.dates[0],
      date_end: claim.dates[1],
      sentence: claim.parts.map(([text]) => text).join(""),
      report: claim.document.words,
      url: claim.document.url,
    };
  }

  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = String(value);
    const safe = typeof value === "string" && FORMULA.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function csv(claims, about) {
    const lines = [[...COLUMNS, "made_with"], ...claims.map((claim) => [...Object.values(row(claim)), about.join(" · ")])];
    return "\ufeff" + lines.map((values) => values.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  function geojson(claims, about) {
    const features = claims.map((claim) => {
      const properties = row(claim);
      const geometry = properties.lat === null ? null : { type: "Point", coordinates: [properties.lon, properties.lat] };
      return { type: "Feature", id: claim.id, geometry, properties };
    });
    return JSON.stringify({ type: "FeatureCollection", geoclaims: { about }, features });
  }

  const FORMATS = [["CSV", "csv", "text/csv", csv], ["GeoJSON", "geojson", "application/geo+json", geojson]];

  /* Buttons that save what shown() returns; about() is what every file says of its making. */
  function saveButtons(shown, about) {
    return FORMATS.map(([label, ending, type, written]) => element("button.save", {
      type: "button", title: `Save the claims now shown as ${label}`,
      onclick() {
        const address = URL.createObjectURL(new Blob([written(shown(), about())], { type }));
        element("a", { href: address, download: `claims.${ending}` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 10000);
      },
    }, label));
  }

  Object.assign(geoclaims, { saveButtons, cell });
})(window.geoclaims);
