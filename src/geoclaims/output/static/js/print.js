/* Paper can't be clicked or moved: the shown claims are opened, the map takes the paper's size and shows
   all of them, in light colours; afterwards everything is as it was. */
(function (geoclaims) {
  "use strict";

  geoclaims.printing = (page) => {
    const { map } = page.view;
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
    });
    window.addEventListener("afterprint", () => {
      if (!before) return;
      for (const box of before.closed) box.open = false;
      document.documentElement.classList.remove("printing");
      map.invalidateSize({ animate: false });
      map.setView(before.centre, before.zoom, { animate: false });
      page.view.repaint();
      before = null;
    });
  };
})(window.geoclaims);
