/* Elements and small drawings. Text from the data block is only ever set as text, never parsed as HTML. */
window.geoclaims = window.geoclaims || {};
(function (geoclaims) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  /* element("a.link", {href: "…"}, "text", child …): children are elements or texts. */
  function element(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    return filled(document.createElement(tag), classes, attributes, children);
  }

  function svg(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    return filled(document.createElementNS(SVG, tag), classes, attributes, children);
  }

  function filled(node, classes, attributes, children) {
    if (classes.length) node.classList.add(...classes);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : String(value));
    }
    for (const child of children.flat(2)) {
      if (child !== null && child !== undefined) node.append(child);
    }
    return node;
  }

  function replaceChildren(node, ...children) {
    node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
  }

  /* Text for the few places of Leaflet that take HTML. */
  function asHtml(text) {
    const holder = document.createElement("span");
    holder.textContent = text;
    return holder.innerHTML;
  }

  /* A web link, or null: the block holds only checked addresses, and they are checked once more here. */
  function link(address, text) {
    if (!address || !/^https?:\/\//i.test(address)) return null;
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
  }

  function count(number, one, many) {
    return number.toLocaleString("en") + " " + (number === 1 ? one : many);
  }

  Object.assign(geoclaims, { element, svg, replaceChildren, asHtml, link, count });
})(window.geoclaims);
