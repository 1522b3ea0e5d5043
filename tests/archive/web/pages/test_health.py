"""/-/health: 200 when well, 503 when not, never kept in a cache, also in public and over a snapshot."""

from pathlib import Path

from archive.keeping.export.public_database import make_snapshot
from archive.store.opening import now
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import asked


def test_a_monitor_needs_only_the_status(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    made.db.execute("update runs set started = ?, finished = ?", [now(), now()])
    made.db.conn.commit()
    site = next(sites := asked(made.path, made.files, public=True))
    well = site("/-/health")
    assert (well.status_code, well.json()["well"]) == (200, True)
    assert well.headers["cache-control"] == "no-store"
    made.insert("runs", source="ofsted_reports", started=now(), finished=now(), outcome="degraded", reason="a short listing")
    bad = site("/-/health")
    assert (bad.status_code, bad.json()["well"]) == (503, False)
    assert "a short listing" in bad.text
    assert next(sites, None) is None
    make_snapshot(made.path, tmp_path / "public.db", now())
    site = next(sites := asked(tmp_path / "public.db", made.files, public=True))
    assert site("/-/health").json()["well"] is False
    assert next(sites, None) is None
    made.db.close()
