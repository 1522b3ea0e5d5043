"""All invented reports, and their files: real, tagged PDFs that typst draws, the same bytes on every machine."""

import hashlib
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import typst

from sample.reports.families import area_send, focused_visit_reports, ilacs_reports, jtai, older, sif_reports
from sample.reports.sample_report import SampleReport

REPORTS: tuple[SampleReport, ...] = (
    *sif_reports.REPORTS,
    *older.REPORTS,
    *ilacs_reports.REPORTS,
    *focused_visit_reports.REPORTS,
    *area_send.REPORTS,
    *jtai.REPORTS,
)
LAYOUTS = Path(str(files("sample.reports").joinpath("layouts")))


@dataclass(frozen=True, slots=True)
class CompiledReport:
    """A report with its file. `pages` counts them; `recommendation_pages` says on which page, from 1, each recommendation begins."""

    report: SampleReport
    body: bytes = field(repr=False)
    sha256: str
    pages: int
    recommendation_pages: tuple[int, ...]


def _input(report: SampleReport) -> str:
    """What the layout is given: the report's words as JSON."""
    words = {"layout": report.layout, "title": report.title, "blocks": report.blocks, **report.page_one}
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


class ReportPress:
    """Draws reports and keeps what it has drawn in a folder, so that a second start draws nothing.

    A kept file is used again only when neither the report's words nor a layout nor typst itself has changed. Threads may share a
    press: it draws one report at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._compiler: typst.Compiler | None = None
        self._lock = threading.Lock()
        drawn_by = hashlib.sha256(version("typst").encode())
        for layout in sorted(LAYOUTS.glob("*.typ")):
            drawn_by.update(layout.read_bytes())
        self._drawn_by = drawn_by.hexdigest()

    def draw(self, report: SampleReport) -> CompiledReport:
        """The report's file and what typst says of its pages."""
        words = _input(report)
        name = hashlib.sha256(f"{self._drawn_by} {report.published} {words}".encode()).hexdigest()[:32]
        pdf, pages = self.folder / f"{name}.pdf", self.folder / f"{name}.json"
        with self._lock:
            if not pages.exists():
                body, counted = self._compile(report, words)
                self.folder.mkdir(parents=True, exist_ok=True)
                _write_whole(pdf, body)
                _write_whole(pages, json.dumps(counted).encode())
        body, counted = pdf.read_bytes(), json.loads(pages.read_bytes())
        return CompiledReport(report, body, hashlib.sha256(body).hexdigest(), counted["pages"], tuple(counted["recommendation_pages"]))

    def _compile(self, report: SampleReport, words: str) -> tuple[bytes, dict[str, object]]:
        """Draw one report; its timestamp is its publication, so that the bytes do not depend on the day of drawing."""
        if self._compiler is None:
            self._compiler = typst.Compiler(str(LAYOUTS / "report.typ"), root=str(LAYOUTS), ignore_system_fonts=True)
        stamp = datetime.fromisoformat(report.published).replace(tzinfo=UTC)
        body = self._compiler.compile(format="pdf", sys_inputs={"report": words}, timestamp=stamp)
        if not isinstance(body, bytes):
            raise TypeError(f"typst gave {type(body).__name__} for report {report.id}, not one file")
        begun = {entry["rec"]: entry["page"] for entry in json.loads(self._compiler.query("<rec>", field="value"))}
        if sorted(begun) != list(range(len(report.expected.recommendations))):
            raise ValueError(f"report {report.id}: its pages hold the recommendations {sorted(begun)}")
        pages = json.loads(self._compiler.query("<last>", field="value"))[0]
        return body, {"pages": pages, "recommendation_pages": [begun[position] for position in sorted(begun)]}


def _write_whole(path: Path, body: bytes) -> None:
    """Write by rename, so that two processes that draw the same report at once never see half a file."""
    draft = path.with_suffix(f"{path.suffix}.{hashlib.sha256(body).hexdigest()[:8]}")
    draft.write_bytes(body)
    draft.replace(path)


def draw_all(folder: Path, reports: Iterable[SampleReport] = REPORTS) -> dict[str, CompiledReport]:
    """Every report's file by report id; draws those that `folder` does not hold yet."""
    press = ReportPress(folder)
    return {report.id: press.draw(report) for report in reports}
