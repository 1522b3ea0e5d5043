"""Makes the Datasette that serves an archive: settings, metadata, templates, plugin."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette.app import Datasette, DatasetteClient
from datasette.plugins import pm
from datasette.utils import parse_metadata

from archive.configuration import SUBJECT, site_subject, site_title
from archive.errors import ConfigurationError
from archive.store.files import Place
from archive.urls import NAME
from archive.vocabulary import COLUMN_VOCABULARIES
from archive.web import plugin
from archive.web.database import ArchiveDatabase

OF_THE_MACHINERY = ("_sqlite_migrations", "sqlite_sequence")  # tables that hold nothing for readers; Datasette hides the indexes' own
HERE = Path(__file__).parent
METADATA = HERE / "metadata.yml"  # in the repository a link to the file of that name at the top


def settings(*, public: bool) -> dict[str, Any]:
    """Datasette's settings, passed by hand because it ignores those in metadata.yml. Comments say the defaults."""
    return {
        "sql_time_limit_ms": 1000,  # 1000
        "facet_time_limit_ms": 200,  # 200; one above the SQL limit would be ignored
        "suggest_facets": False,  # True: bots follow the links, and each costs a scan
        "num_sql_threads": max(2, os.cpu_count() or 1),  # 3; more than cores only causes time-outs, the limit is wall-clock
        "max_returned_rows": 1000,  # 1000
        "default_page_size": 50,  # 100
        "default_allow_sql": not public,  # True
        "allow_download": False,  # True: the live file is being written
        "max_csv_mb": 0,  # 100: an export is never cut
        "truncate_cells_html": 500,  # 2048
        "default_cache_ttl": 300 if public else 0,  # 5
    }


def metadata() -> dict[str, Any]:
    """metadata.yml, with the words of each vocabulary added to the description of the columns that hold them."""
    if not METADATA.is_file():
        raise ConfigurationError(f"{METADATA} is missing; restore it from the repository")
    read: dict[str, Any] = parse_metadata(METADATA.read_text(encoding="utf-8"))
    read |= {"title": site_title(), "description": read["description"].replace(SUBJECT, site_subject())}
    tables = read["databases"][NAME]["tables"]
    for (table, column), vocabulary in COLUMN_VOCABULARIES.items():
        words = "; ".join(f"{word}: {meaning}" for word, meaning in vocabulary.words.items())
        tables[table]["columns"][column] += f" One of: {words}."
    return read


@contextmanager
def _logging_as_it_is() -> Iterator[None]:
    """The MCP package makes every program log each request, with what was asked, on its standard error. Nothing asked is kept here."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def make_site(path: Path, files: Place, *, public: bool = False) -> Datasette:
    """The site over the archive at `path` with its originals in `files`. The archive is opened when a page first needs it."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="archive")
    described = metadata()
    described["databases"][NAME]["tables"] |= {name: {"hidden": True} for name in OF_THE_MACHINERY}
    described["plugins"] = {NAME: {"public": public}}  # for hooks that are called before the archive is there
    # with rich installed, Datasette prints what readers typed with each error, and fails on a refused request
    pm.get_plugin("datasette.handle_exception").rich = None
    with _logging_as_it_is():
        site = Datasette(
            [],
            metadata=described,
            settings=settings(public=public),
            template_dir=str(HERE / "templates"),
            static_mounts=[("assets", str(HERE / "static"))],
        )
    site.remove_database("_memory")
    site.add_database(ArchiveDatabase(site, path, files, public=public, described=described["databases"][NAME]["tables"]), name=NAME)
    site.client = DatasetteClient(site)  # the first one was made before the archive was there, and without the plugin's routes
    return site
