"""Open exports in QGIS without a screen: features and style of each layer, and a picture of a GeoPackage.

    apt-get install --no-install-recommends python3-qgis qgis-providers
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 bench/qgis_open.py claims.gpkg [PICTURE.png]
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 bench/qgis_open.py claims.kml    (or .geojson, .csv, .parquet)

Runs with the system's Python, which QGIS belongs to. Leaves with 1 where a layer is not valid, where
QGIS counts other features than SQLite does, or where the style inside the file is not taken.
"""

import sqlite3
import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDataProvider,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def plain(path: str) -> int:
    """Print the features of each layer of a file without styles; the number of layers not to be read."""
    whole = QgsVectorLayer(path, "all", "ogr")
    found = [s.split(QgsDataProvider.sublayerSeparator()) for s in whole.dataProvider().subLayers()]
    wrong = int(not found)
    if not found:
        print(f"{path.rpartition('.')[2]:10} not opened: this GDAL has no driver for it, or the file is none")
    for name in dict.fromkeys(parts[1] for parts in found):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        read = sum(1 for _ in layer.getFeatures())
        placed = sum(1 for feature in layer.getFeatures() if feature.hasGeometry())
        kind, fields = path.rpartition(".")[2], len(layer.fields())
        wrong += not layer.isValid()
        print(f"{kind:10} {read:6} features, {placed} with a place, {fields} fields")
    return wrong


def main(path: str, picture: str | None) -> int:
    """Print one line a layer; the number of layers that are not as they should be."""
    application = QgsApplication([], False)
    application.initQgis()
    print(f"QGIS {Qgis.QGIS_VERSION}")
    if not path.endswith(".gpkg"):
        return plain(path)
    rows = sqlite3.connect(path)
    whole = QgsVectorLayer(path, "all", "ogr")
    names = [s.split(QgsDataProvider.sublayerSeparator())[1] for s in whole.dataProvider().subLayers()]
    styled = {name for (name,) in rows.execute("SELECT f_table_name FROM layer_styles")}
    wrong, drawn = 0, []
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        read = sum(1 for _ in layer.getFeatures())
        (stored,) = rows.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        message, loaded = layer.loadDefaultStyle() if name in styled else ("no geometry, no style", True)
        renderer = type(layer.renderer()).__name__ if layer.renderer() else "–"
        dates = [f"{f.name()}: {f.typeName()}" for f in layer.fields() if f.name().startswith("date_")][:2]
        good = layer.isValid() and read == stored and loaded
        wrong += not good
        print(f"{name:10} {read:6} of {stored:6} features  {renderer:22} {message}  {', '.join(dates)}")
        if layer.renderer():
            drawn.append(layer)
    if picture:
        settings = QgsMapSettings()
        settings.setLayers(drawn)
        settings.setOutputSize(QSize(900, 600))
        settings.setBackgroundColor(QColor("white"))
        extent = drawn[0].extent()
        extent.scale(1.3)
        settings.setExtent(extent)
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(picture)
    return wrong


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(min(1, main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)))
