"""Hooks of the documentation site: pages of the top folder are part of it, and headings have the names that links in the texts use."""

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "CONTRIBUTING.md", "CHANGELOG.md": "CHANGELOG.md", "SECURITY.md": "SECURITY.md"}
"""Page of the top folder -> its name on the site."""
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s#:]+)(?P<heading>#[^)\s]*)?\)")


def on_config(config: Any) -> Any:
    """Headings get the names that the links in our texts use."""
    config.mdx_configs["toc"] = {"permalink": True, "slugify": slug}
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages of the top folder."""
    for name, shown in PAGES.items():
        files.append(File.generated(config, shown, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Links as they are on the site, where all pages are in one folder; links to other files of the project lose their address."""
    return LINK.sub(lambda link: _link(link, files), markdown)


def _link(link: re.Match[str], files: Files) -> str:
    target = link["target"].removeprefix("../").removeprefix("docs/")
    target = PAGES.get(target, target)
    if files.get_file_from_path(target) is None and (ROOT / target).exists():
        return link["text"]  # a file that is not a page, such as LICENSE
    return f"[{link['text']}]({target}{link['heading'] or ''})"


def slug(heading: str, separator: str) -> str:
    """The name of a heading in links, made as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", separator)
