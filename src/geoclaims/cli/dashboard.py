"""``app``: the dashboard in the browser, on this computer alone."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from geoclaims.errors import UsageError


def run_app(
    project: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The project file to work in (*.geoclaims); made where there is none."
        ),
    ] = None,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="The port to serve on.")] = 8501,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Don't open a browser.")] = False,
) -> None:
    """Open the dashboard; without --project its work lasts until it is stopped."""
    environment = dict(os.environ)
    if project is not None:
        _check_project(project)
        environment["GEOCLAIMS_PROJECT"] = str(project.absolute())
    try:
        code = subprocess.run(command(port, no_browser), env=environment, check=False).returncode
    except KeyboardInterrupt:
        code = 0
    raise SystemExit(max(code, 0))


def command(port: int, no_browser: bool) -> list[str]:
    """The call of Streamlit: bound to this computer, without usage statistics."""
    options = {
        "server.address": "localhost",
        "server.port": str(port),
        "server.headless": str(no_browser).lower(),
        "server.maxUploadSize": "200",
        "server.fileWatcherType": "none",
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "theme.light.primaryColor": "#0b5cad",
        "theme.dark.primaryColor": "#2b78c5",
    }
    app = str(files("geoclaims.ui") / "app.py")
    return [
        sys.executable, "-m", "streamlit", "run", app, *(f"--{key}={value}" for key, value in options.items())
    ]  # fmt: skip


def _check_project(path: Path) -> None:
    from geoclaims.store import Project

    if path.is_dir():
        raise UsageError(f"--project {path}: is a folder; name a file in it, such as {path / 'my.geoclaims'}")
    Project(path).close()
