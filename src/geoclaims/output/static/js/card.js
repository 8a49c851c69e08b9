/* A claim in words: the same card in a popup and in the list. */
(function (geoclaims) {
  "use strict";
  const { element, link } = geoclaims;

  const LISTED = 50; /* claims of one point that a popup begins with */
  const MARKS = { t: "trigger", s: "source", c: "cue", p: "place" };

  /* The sentence with its spans marked; the marks are named for those who can't see them. */
  function sentence(claim) {
    const quote = element("blockquote.sentence", { dir: "auto" });
    for (const [text, marks] of claim.parts) {
      if (!marks) {
        quote.append(text);
        continue;
      }
      const names = [...marks].map((mark) => MARKS[mark]);
      quote.append(element("mark." + names.join("."), { title: names.join(", ") }, text));
    }
    return quote;
  }

  function rows(claim) {
    const list = element("dl.rows");
    for (const [label, value] of claim.rows) {
      list.append(element("dt", null, label), element("dd", { dir: "auto" }, value));
    }
    return list;
  }

  function verdicts(claim) {
    if (!claim.verdicts.length) return null;
    const list = element("ul.verdicts");
    for (const verdict of claim.verdicts) {
      const item = element("li", null, element("b", null, verdict.label), " · " + verdict.dataset);
      for (const line of verdict.lines) item.append(element("div", null, line));
      list.append(item);
    }
    return element("section.compared", null, element("h4", null, "Beside other datasets"), list);
  }

  function source(claim) {
    const words = claim.document.words;
    const line = element("p.document", { dir: "auto" }, "Report: ");
    line.append(link(claim.document.url, words) || words);
    return line;
  }

  /* Everything about a claim but its headline. */
  function details(claim) {
    return element("div.details", null, sentence(claim), rows(claim), verdicts(claim), source(claim));
  }

  function headline(claim) {
    return element("p.headline", { dir: "auto" }, claim.headline);
  }

  /* One point's popup: begins with "claimed by", one claim in full, several as a list to open.
     Of very many the first, and the one that is wanted, are listed before one asks for the others. */
  function popup(claims, onSelect, wanted) {
    const box = element("div.geoclaims-popup");
    if (claims.length === 1) {
      box.append(headline(claims[0]), details(claims[0]));
      return box;
    }
    const sources = new Set(claims.map((claim) => claim.source)).size;
    box.append(
      element(
        "p.headline", null,
        `claimed by ${sources === 1 ? "one source" : sources + " sources"} · unverified`,
      ),
      element("p", null, `${claims.length} claims at this point:`),
    );
    const entry = (claim) => {
      const item = element(
        "details", { "data-claim": claim.id },
        element("summary", { dir: "auto" }, claim.headline, element("span.what", null, claim.what)),
      );
      item.addEventListener("toggle", () => {
        const asked = Boolean(item.asked);
        item.asked = false;
        if (!item.open) return;
        if (!item.querySelector(".details")) item.append(details(claim));
        onSelect(claim.id, asked);
      });
      return item;
    };
    const first = claims.filter((claim, number) => number < LISTED || claim.id === wanted);
    const others = claims.filter((claim, number) => number >= LISTED && claim.id !== wanted);
    box.append(...first.map(entry));
    if (others.length) {
      const more = element("button.more", { type: "button", onclick: () => more.replaceWith(...others.map(entry)) }, `Show ${others.length} more`);
      box.append(more);
    }
    return box;
  }

  Object.assign(geoclaims, { details, headline, popup });
})(window.geoclaims);
