"""Settings from a TOML file, the environment and flags; and the pipeline they make.

Later wins: defaults, the user's ``settings.toml``, ``geoclaims.toml`` in the working folder, what
is set in the project file, ``GEOCLAIMS_*`` variables, flags.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from geoclaims import __version__
from geoclaims.errors import UsageError
from geoclaims.model import Window
from geoclaims.places.gazetteer import ensure_gazetteer, open_gazetteer
from geoclaims.places.recognize_spacy import PREFIX as SPACY

if TYPE_CHECKING:
    from geoclaims.output.place_names import Called, PlaceNames
    from geoclaims.pipeline import Pipeline

_USER_FILE = "settings.toml"
_FOLDER_FILE = "geoclaims.toml"
_PREFIX = "GEOCLAIMS_"
_HINTS = {"names_language": "a language's code such as uk, ar, en or zh-Hant, or 'main' for the main names"}
OF_A_PROJECT = ("recognizer", "window_km", "window_days", "names_language")
"""The settings that a project file may hold for itself; besides them, ``actors`` as rows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once for all runs."""

    gazetteer: Path | None = None
    """The gazetteer file; None is the one in the user's data folder."""
    actors: Path | None = None
    """A TOML table of parties to wars, in place of the shipped one."""
    recognizer: str = "default"
    """``default``, or ``spacy:NAME`` for an installed spaCy pipeline."""
    homes: tuple[tuple[str, str], ...] = ()
    """Publishers and the id of the place they are at home in, as pairs."""
    names_language: str | None = None
    """The language in which places are named where they are shown, as ``uk`` or ``zh-Hant``; None is the
    gazetteer's main name."""
    window_km: float = 10.0
    window_days: int = 3
    debug: bool = False

    @property
    def window(self) -> Window:
        """How far a record may lie from a claim to be counted."""
        return Window(self.window_km, self.window_days)

    def as_line(self) -> str:
        """What an export says of the settings it was made with."""
        names = f", names of places in {self.names_language}" if self.names_language else ""
        return (
            f"window {self.window_km:g} km and {self.window_days} days, recognizer {self.recognizer}{names}"
        )


def load_settings(
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    project: Mapping[str, Any] | None = None,
    **flags: Any,
) -> Settings:
    """The settings in force; ``flags`` that are None are left out. ``project`` is what a project holds.

    Raises UsageError for an unknown name or a value of another kind, naming its file.
    """
    settings = Settings()
    for file in (user_config_path("geoclaims") / _USER_FILE, (folder or Path.cwd()) / _FOLDER_FILE):
        if file.is_file():
            settings = _updated(settings, _read(file), str(file))
    own = {name: project[name] for name in OF_A_PROJECT if name in project} if project else {}
    settings = _updated(settings, own, "the project's settings")
    environment = os.environ if environment is None else environment
    names = {f.name for f in fields(Settings)}
    given = {
        name: environment[_PREFIX + name.upper()] for name in names if _PREFIX + name.upper() in environment
    }
    settings = _updated(settings, given, "the environment")
    return _updated(settings, {k: v for k, v in flags.items() if v is not None}, "the command line")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as cause:
        raise UsageError(f"{file}: can't be read as TOML ({cause})") from cause


def _updated(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    kinds = {f.name: f.type for f in fields(Settings)}
    for name, value in values.items():
        if name not in kinds:
            raise UsageError(f"{where}: unknown setting {name!r}; there are {', '.join(sorted(kinds))}")
        try:
            settings = replace(settings, **{name: _converted(name, value)})
        except ValueError as cause:
            hint = f"; write {_HINTS[name]}" if name in _HINTS else ""
            raise UsageError(f"{where}: {name} can't be {value!r}{hint}") from cause
    return settings


def _converted(name: str, value: Any) -> Any:
    match name:
        case "gazetteer" | "actors":
            return Path(value)
        case "homes":
            if not isinstance(value, dict):
                raise ValueError(value)
            return tuple((str(publisher), str(place)) for publisher, place in value.items())
        case "window_km":
            return _positive(float(value))
        case "window_days":
            return _positive(int(value))
        case "names_language":
            return _language(str(value))
        case "debug":
            return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes")
        case _:
            return str(value)


def _language(text: str) -> str | None:
    if text in ("", "main"):
        return None
    from geoclaims.places.name_languages import language_code

    code = language_code(text)
    if code is None:
        raise ValueError(text)
    return code


def _positive(value: float) -> float:
    if not 0 <= value < float("inf"):
        raise ValueError(value)
    return value


def place_names(settings: Settings, gazetteer: "Called") -> "PlaceNames | None":
    """The names under which places are shown by these settings; None is the gazetteer's main ones."""
    from geoclaims.output.place_names import PlaceNames

    return PlaceNames(gazetteer, settings.names_language) if settings.names_language else None


def actor_rows(settings: Settings) -> list[dict[str, Any]]:
    """The rows of the table of parties to wars: the user's file, or the shipped one."""
    from geoclaims.claims.grammar import lexicon

    table = _read(settings.actors) if settings.actors else lexicon("actors")
    return list(table.get("actor", ()))


def run_facts(settings: Settings, actors: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """The settings as a run notes them; under ``reading`` what a reading depends on, and nothing else.

    ``actors`` are a project's own rows. Raises GazetteerError where there is no gazetteer.
    """
    rows = list(actors) if actors else actor_rows(settings)
    with closing(open_gazetteer(settings.gazetteer)) as gazetteer:
        meta = gazetteer.meta
    places = {key: meta[key] for key in sorted(meta) if key == "contents" or key.startswith("added:")}
    reading = {
        "geoclaims": __version__,
        "gazetteer": sha256(json.dumps(places).encode()).hexdigest(),
        "recognizer": settings.recognizer,
        "homes": settings.homes,
        "actors": sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest(),
    }
    noted: dict[str, Any] = json.loads(json.dumps({**asdict(settings), "reading": reading}, default=str))
    return noted


def build_pipeline(
    settings: Settings,
    progress: Callable[[str, float], None] | None = None,
    actors: Sequence[Mapping[str, Any]] | None = None,
) -> "Pipeline":
    """The pipeline these settings ask for; builds the gazetteer where there is none yet.

    ``progress`` is told the step and how far it is, 0–1. ``actors`` are rows of a table of parties to
    wars, in place of the one of the settings. Raises GazetteerError for a damaged
    gazetteer and UsageError for an unknown recognizer.
    """
    if settings.recognizer != "default" and not settings.recognizer.startswith(SPACY):
        raise UsageError(
            f"recognizer {settings.recognizer!r} is unknown; there are 'default' and 'spacy:NAME'"
        )
    # Loaded here, since who only looks a name up or reads a setting needs none of it.
    from geoclaims.claims.actors import actor_table
    from geoclaims.language.names import load_tagger
    from geoclaims.pipeline import Pipeline
    from geoclaims.places.protocols import Recognizer
    from geoclaims.places.recognize import GazetteerRecognizer
    from geoclaims.places.recognize_hints import gazetteer_hints
    from geoclaims.places.recognize_spacy import SpacyRecognizer
    from geoclaims.places.resolve import PassResolver

    gazetteer = ensure_gazetteer(settings.gazetteer, progress)
    for publisher, place_id in settings.homes:
        if gazetteer.get(place_id) is None:
            raise UsageError(
                f"homes: {publisher!r} is at home in {place_id!r}, which {gazetteer.path} does not have; "
                "`geoclaims gazetteer lookup NAME` prints the ids of places"
            )
    hint = gazetteer_hints(gazetteer)
    recognizer: Recognizer = GazetteerRecognizer(gazetteer, hint)
    if settings.recognizer.startswith(SPACY):
        recognizer = SpacyRecognizer(settings.recognizer, gazetteer)
    return Pipeline(
        tag_names=load_tagger(hint),
        recognizer=recognizer,
        resolver=PassResolver(gazetteer, homes=dict(settings.homes)),
        actors=actor_table({"actor": actors or actor_rows(settings)}),
        debug=settings.debug,
    )
