"""The scripts and styles of a page, read from installed packages and put inside it."""

import base64
import hashlib
import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from geoclaims.errors import OutputError

_DRAWING = (
    "dom", "pins", "card", "canvas", "backdrop", "dates", "events", "control", "settlements", "layers",
    "layout", "draw",
)  # fmt: skip
_PAGE = ("filters", "timeline", "measure", "fullscreen", "legend", "save", "print", "page")
_IMAGE = re.compile(r"url\(\s*['\"]?(?P<path>[^'\")]+?)['\"]?\s*\)")
_TYPES = {".png": "image/png", ".gif": "image/gif", ".svg": "image/svg+xml"}


@cache
def scripts(*, clustered: bool = False, page: bool = True) -> str:
    """Leaflet, the cluster plugin where asked for, the drawing layer, and what the page has round it."""
    parts = [_package_file("leaflet", "leaflet.js")]
    if clustered:
        parts.append(_package_file("leaflet_markercluster", "leaflet.markercluster.js"))
    own = (*_DRAWING, *_PAGE) if page else _DRAWING
    parts += [_own_file("js", f"{name}.js") for name in own]
    return _inlinable(";\n".join(parts), "</script")


@cache
def styles(*, clustered: bool = False) -> str:
    """The styles of Leaflet, of the cluster plugin where asked for, and of the page."""
    parts = [_with_images(_package_file("leaflet", "leaflet.css"), _package_folder("leaflet"))]
    if clustered:
        parts.append(_package_file("leaflet_markercluster", "MarkerCluster.css"))
    parts.append(_own_file("page.css"))
    return _inlinable("\n".join(parts), "</style")


def script_hash(script: str) -> str:
    """The source expression that lets a content security policy run this inline script and no other."""
    return (
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") + "'"
    )


def own_text(name: str) -> str:
    """The text of one of the page's own files in ``static``."""
    return _own_file(name)


def _package_folder(name: str) -> Path:
    try:
        return Path(import_module(f"xstatic.pkg.{name}").BASE_DIR)
    except ImportError as cause:
        raise OutputError(
            f"the package XStatic-{name} is missing: install geoclaims with its requirements"
        ) from cause


def _package_file(package: str, name: str) -> str:
    text = (_package_folder(package) / name).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).strip()


def _own_file(*path: str) -> str:
    return files("geoclaims.output").joinpath("static", *path).read_text(encoding="utf-8")


def _with_images(css: str, folder: Path) -> str:
    """The style sheet with each ``url(…)`` that names a file replaced by the file itself."""

    def inlined(found: re.Match[str]) -> str:
        image = folder / found["path"]
        if image.suffix not in _TYPES or not image.is_file():
            return "none"  # a VML behaviour for old browsers, or nothing we ship
        data = base64.b64encode(image.read_bytes()).decode("ascii")
        return f"url(data:{_TYPES[image.suffix]};base64,{data})"

    return _IMAGE.sub(inlined, css)


def _inlinable(text: str, end: str) -> str:
    if end in text.lower():
        raise OutputError(f"an installed script or style holds {end!r} and can't be put inside a page")
    return text
