"""How much faster two Dask workers read the PDFs of ../shared/corpus from S3 than one; `python -m tests.bench.workers 10`: ten times over.

Start-up is apart: each worker has read a document before the clock starts. Prints the time on the clock, the processor time of each worker
with its reading processes, and what the writer and the S3 server (moto's) used, which run in this process.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import psutil

from archive.records import Document, ListedReport
from archive.store.bucket import Bucket
from archive.store.files import hash_of
from scraper.ingest.workers import read_on_workers
from scraper.spiders.ofsted_reports import OfstedReports
from tests.archive.s3 import BUCKET, Server, s3_server
from tests.conftest import ROOT
from tests.scraper.ingest.dask_cluster import Cluster, dask_cluster


def jobs_of(hashes: list[str], times: int) -> Iterator[Any]:
    """A job for each hash, `times` over."""
    for number, sha256 in enumerate(hashes * times):
        url, listed = f"https://reports.example/{number}", ListedReport(f"ofsted-{number}", None, None, None)
        document = Document("ofsted_reports", "report", url, b"", url, 200, "{}", "application/pdf", report=listed)
        yield document, {"sha256": sha256}, OfstedReports.extract


def processor_seconds(cluster: Cluster) -> list[float]:
    """What each worker and all its processes have used until now; ended processes count through their parents."""
    spent = []
    for worker in cluster.workers:
        every = [(own := psutil.Process(worker.pid)), *own.children(recursive=True)]
        spent.append(sum(sum(process.cpu_times()[:4]) for process in every))
    return spent


def measure(server: Server, bucket: Bucket, hashes: list[str], times: int, workers: int) -> float:
    """Seconds on the clock for all documents, printed with what they cost."""
    with tempfile.TemporaryDirectory() as folder, dask_cluster(Path(folder), server.variables(), workers) as cluster:
        list(read_on_workers(cluster.address, bucket, jobs_of(hashes[:2], workers)))
        spent, own, started = processor_seconds(cluster), process_time(), monotonic()
        read = sum(1 for _ in read_on_workers(cluster.address, bucket, jobs_of(hashes, times)))
        took = monotonic() - started
        each = ", ".join(f"{now - before:.1f}" for now, before in zip(processor_seconds(cluster), spent, strict=True))
        print(
            f"{workers} workers: {read} documents in {took:.1f} s; processor seconds of each worker: {each}; of writer and S3 server:"
            f" {process_time() - own:.1f}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
            flush=True,
        )
    return took


def main(times: int = 1) -> None:
    """Measure one worker, then two."""
    folder = ROOT.parent / "shared" / "corpus" / "pdf"
    if not folder.is_dir():
        print("left out: ../shared/corpus is not there")
        return
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with s3_server() as server:
        bucket = Bucket(f"s3://{BUCKET}/bench")
        hashes = []
        for path in sorted(folder.rglob("*.pdf")):
            body = path.read_bytes()
            bucket.put(body)
            hashes.append(hash_of(body))
        one, two = (measure(server, bucket, hashes, times, workers) for workers in (1, 2))
        print(f"two workers are {one / two:.2f} times as fast as one")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
