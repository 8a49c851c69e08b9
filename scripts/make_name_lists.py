"""Make the lists of persons' names that the name tagger knows, from two packages' data.

    pip install names==0.3.0 Faker==40.1.0
    python scripts/make_name_lists.py            # says how the shipped lists differ
    python scripts/make_name_lists.py --write    # writes them anew

``names`` carries the US Census Bureau's name files of 1990 (public domain), ``Faker`` name tables of
many locales (MIT). The tagger's model is trained with these lists: after --write it has to be trained
anew. A few names of the packages are left out by hand (``LEFT_OUT``).
"""

import argparse
import importlib
import importlib.util
import pkgutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LANGUAGE = Path(__file__).parents[1] / "src/geoclaims/language"
FROM_PERCENT = 0.004
"""Given names of at least this share of Americans in 1990."""
MOST_FAMILY_NAMES = 4000
SHORTEST = 3
LEFT_OUT = {
    "given": frozenset(["cassidy", "diamond", "fekla", "iya", "makayla", "mckenzie", "will"]),
    "family": frozenset(["her", "see"]),
}
"""In the packages, not in the lists: English words, and names that the model was trained without."""
ROMANIZED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g",
}  # fmt: skip
"""BGN/PCGN 1947, letter by letter; Ukrainian letters after BGN/PCGN 1965, but ї as i."""


def folded(name: str) -> str:
    """Lower case, romanized, without diacritics."""
    latin = "".join(ROMANIZED.get(letter, letter) for letter in name.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))


def package_folder(package: str) -> Path:
    """Where an installed package lies."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see: python {Path(__file__).name} --help")
    return Path(spec.origin).parent


def census_names(which: str) -> Iterator[str]:
    """Names of the Census files, the commonest first: NAME PERCENT CUMULATED RANK a line."""
    folder = package_folder("names")
    if which == "family":
        lines = (folder / "dist.all.last").read_text("ascii").splitlines()
        yield from (line.split()[0] for line in lines[:MOST_FAMILY_NAMES])
        return
    for file in ("dist.male.first", "dist.female.first"):
        for line in (folder / file).read_text("ascii").splitlines():
            if float(line.split()[1]) >= FROM_PERCENT:
                yield line.split()[0]


def faker_names(which: str) -> Iterator[str]:
    """Names of Faker's locales, but not of its general English table, which is full of rarities."""
    package_folder("faker")
    persons = importlib.import_module("faker.providers.person")
    for found in pkgutil.iter_modules(persons.__path__):
        if found.name == "en":
            continue
        provider = importlib.import_module(f"{persons.__name__}.{found.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_name" if which == "given" else "last_name"):
                values = getattr(provider, attribute)
                if isinstance(values, (tuple, list, dict)):
                    yield from (name for name in values if isinstance(name, str))


def name_list(which: str) -> list[str]:
    """The folded names of one word of at least three letters a–z, in order."""
    found = {folded(name) for names in (census_names(which), faker_names(which)) for name in names}
    fit = {name for name in found if name.isascii() and name.isalpha() and len(name) >= SHORTEST}
    return sorted(fit - LEFT_OUT[which])


def main() -> None:
    """Make both lists; write them, or say how the shipped ones differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for which in ("given", "family"):
        path = LANGUAGE / f"names_{which}.txt"
        lines = path.read_text("utf-8").splitlines()
        head, shipped = [x for x in lines if x.startswith("#")], {x for x in lines if x and x[0] != "#"}
        made = name_list(which)
        print(f"{path.name}: {len(made)} names; {len(shipped)} shipped")
        print(f"  shipped and not made: {' '.join(sorted(shipped - set(made))) or 'none'}")
        print(f"  made and not shipped: {' '.join(sorted(set(made) - shipped)) or 'none'}")
        if options.write:
            path.write_text("\n".join([*head, *made]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
