/* Paper can't be clicked or moved: the shown claims are opened, the map takes the paper's size and shows
   all of them, in light colours; afterwards everything is as it was. */
(function (geoclaims) {
  "use strict";

  /* Browsers print canvases without their transparency, the upper hiding the lower: all are put into the lowest. */
  function merged(canvases) {
    const [lowest, ...others] = canvases;
    if (!lowest) return;
    const context = lowest.getContext("2d");
    const density = window.devicePixelRatio || 1;
    const corner = lowest.getBoundingClientRect();
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const canvas of others) {
      const box = canvas.getBoundingClientRect();
      context.drawImage(canvas, Math.round((box.left - corner.left) * density), Math.round((box.top - corner.top) * density));
      canvas.style.visibility = "hidden";
    }
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--geoclaims-sea");
    context.fillRect(0, 0, lowest.width, lowest.height);
    context.globalCompositeOperation = "source-over";
  }

  geoclaims.printing = (page) => {
    const { map } = page.view;
    const canvases = () => [...map.getContainer().querySelectorAll("canvas")];
    let before = null;
    window.addEventListener("beforeprint", () => {
      if (before) return;
      const closed = [...page.list.querySelectorAll("li:not([hidden]) > details:not([open])")];
      before = { closed, centre: map.getCenter(), zoom: map.getZoom() };
      for (const box of closed) {
        page.expand(box);
        box.open = true;
      }
      document.documentElement.classList.add("printing");
      map.closePopup();
      map.invalidateSize({ animate: false });
      page.view.fit();
      page.view.repaint();
      merged(canvases());
    });
    window.addEventListener("afterprint", () => {
      if (!before) return;
      for (const box of before.closed) box.open = false;
      document.documentElement.classList.remove("printing");
      for (const canvas of canvases()) canvas.style.visibility = "";
      map.invalidateSize({ animate: false });
      map.setView(before.centre, before.zoom, { animate: false });
      page.view.repaint();
      before = null;
    });
  };
})(window.geoclaims);
