"""A Dask cluster of real processes on loopback, as a person starts it, for tests and measurements."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

DASK = [sys.executable, "-m", "dask"]


class Cluster:
    """A scheduler at `address`, and its `workers`."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self.folder = folder
        self.variables = os.environ | {"PYTHONPATH": str(ROOT)} | variables
        self.workers: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("scheduler", *options, "--scheduler-file", str(self.file))
        self.address = ""

    def wait(self) -> None:
        """Return when the scheduler and all workers answer."""
        from distributed import Client

        with Client(scheduler_file=str(self.file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)
        self.address = str(json.loads(self.file.read_text())["address"])

    def start_worker(self, *words: str) -> "subprocess.Popen[bytes]":
        """One more worker, of one thread."""
        options = ("--scheduler-file", str(self.file), "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
        worker = self._start("worker", *options, "--local-directory", str(self.folder), *words)
        self.workers.append(worker)
        return worker

    def end(self) -> None:
        """End all its processes."""
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "cluster.log").open("ab") as log:
            return subprocess.Popen([*DASK, *words], env=self.variables, cwd=self.folder, stdout=log, stderr=log)


@contextmanager
def dask_cluster(folder: Path, variables: Mapping[str, str], workers: int, *words: str) -> Iterator[Cluster]:
    """A cluster with this many workers, for as long as the block; `words` are options of each worker."""
    pytest.importorskip("distributed", reason="needs distributed, of the extra cluster")
    cluster = Cluster(folder, variables)
    try:
        for _ in range(workers):
            cluster.start_worker(*words)
        cluster.wait()
        yield cluster
    finally:
        cluster.end()
