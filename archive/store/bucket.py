"""Originals in S3, or in any storage that speaks its protocol; the endpoint is AWS_ENDPOINT_URL. Needs the extra [cluster].

boto3 was chosen because it alone of boto3, obstore and minio asks the bucket for the SHA-256 that it checked when the bytes came:
with that, `archive verify` does not download everything. It also reads every kind of credentials there is.
"""

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256 as hashed
from pathlib import Path
from typing import Any

from archive.errors import ConfigurationError, UnreachableError
from archive.store.files import hash_of, name_of

ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([\w./-]*))?", re.ASCII)
TRIES = 8  # of each request; the waits between them are about half a minute together (AWS_MAX_ATTEMPTS sets another number)
CONNECTIONS = 16
HERE = {409, 412}  # answers to "put it if it is not there": another is putting it, and it is there
ABSENT = 404


class Bucket:
    """Originals below `address`, s3://BUCKET/PREFIX, laid out as in a folder. May be used by many threads, and sent to other machines."""

    def __init__(self, address: str) -> None:
        found = ADDRESS.fullmatch(address)
        if found is None:
            raise ConfigurationError(
                f"{address} is no place for files: say a folder, or s3://BUCKET/PREFIX, where the bucket's name has 3 to 63 small letters,"
                " digits, dots and hyphens"
            )
        self.address = address.rstrip("/")
        self.name, prefix = found[1], (found[2] or "").strip("/")
        self.prefix = prefix + "/" if prefix else ""
        self.client = _client()

    def __reduce__(self) -> tuple[Callable[[str], "Bucket"], tuple[str]]:
        return _bucket, (self.address,)

    def put(self, body: bytes) -> bool:
        """Keep `body`, if it is not there, and have the bucket check its SHA-256 on arrival; whether it is new."""
        sha256 = hash_of(body)
        if self.create(name_of(sha256), body):
            return True
        try:
            if self.checksum(sha256) == sha256:
                return False
        except FileNotFoundError:
            pass  # another put was under way, and failed
        self.replace(name_of(sha256), body)
        return True

    def get(self, sha256: str) -> bytes:
        """The bytes kept under this hash."""
        return self.read(name_of(sha256))

    def get_range(self, sha256: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, both included."""
        return self.read(name_of(sha256), Range=f"bytes={first}-{last}")

    def size(self, sha256: str) -> int:
        """How many bytes are kept under this hash."""
        return int(self._head(sha256)["ContentLength"])

    def exists(self, sha256: str) -> bool:
        """Whether anything is kept under this hash."""
        try:
            self._head(sha256)
        except FileNotFoundError:
            return False
        return True

    def checksum(self, sha256: str) -> str:
        """SHA-256 of what is kept under this hash, as the bucket states it; of what came without one, from its bytes."""
        stated = self._head(sha256, ChecksumMode="ENABLED")
        if "ChecksumSHA256" in stated and stated.get("ChecksumType") != "COMPOSITE":
            return b64decode(stated["ChecksumSHA256"]).hex()
        return hash_of(self.get(sha256))

    def list(self) -> Iterator[str]:
        """The hashes of all originals, in order."""
        for name in self.names():
            if re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", name):
                yield name[3:]

    def delete(self, sha256: str) -> None:
        """Remove what is kept under this hash, if anything is. A bucket with versions keeps the old one: remove that by its own means."""
        self.remove(name_of(sha256))

    # The same for any object below the prefix, by its name: parts of a snapshot are no originals.

    def create(self, name: str, body: bytes) -> bool:
        """Store an object, if there is none of this name; whether it was stored."""
        return self._put(name, body, IfNoneMatch="*")

    def replace(self, name: str, body: bytes, **condition: str) -> bool:
        """Store an object in the place of any before; with a `condition`, such as IfMatch, whether it held."""
        return self._put(name, body, **condition)

    def read(self, name: str, **options: str) -> bytes:
        """The bytes of an object."""
        with self._answering(name):
            body: bytes = self.client.get_object(Bucket=self.name, Key=self.prefix + name, **options)["Body"].read()
        return body

    def read_tagged(self, name: str) -> tuple[bytes, str]:
        """The bytes of an object, and its ETag."""
        with self._answering(name):
            answer = self.client.get_object(Bucket=self.name, Key=self.prefix + name)
            return answer["Body"].read(), str(answer["ETag"])

    def upload(self, name: str, path: Path) -> None:
        """Store a file of any size, in parts where it is large; each part is checked by its SHA-256."""
        with self._answering(name):
            self.client.upload_file(str(path), self.name, self.prefix + name, ExtraArgs={"ChecksumAlgorithm": "SHA256"})

    def download(self, name: str, path: Path) -> None:
        """Write an object of any size to the file `path`."""
        with self._answering(name):
            self.client.download_file(self.name, self.prefix + name, str(path))

    def names(self) -> Iterator[str]:
        """The names of all objects below the prefix, in order."""
        with self._answering(""):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix):
                yield from (each["Key"].removeprefix(self.prefix) for each in page.get("Contents", ()))

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        with self._answering(name):
            self.client.delete_object(Bucket=self.name, Key=self.prefix + name)

    def _put(self, name: str, body: bytes, **condition: str) -> bool:
        from botocore.exceptions import ClientError

        with self._answering(name):
            try:
                checked = {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": b64encode(hashed(body).digest()).decode()}
                self.client.put_object(Bucket=self.name, Key=self.prefix + name, Body=body, **checked, **condition)
            except ClientError as error:
                if condition and _status(error) in HERE:
                    return False
                raise
        return True

    def _head(self, sha256: str, **options: str) -> dict[str, Any]:
        with self._answering(name := name_of(sha256)):
            answer: dict[str, Any] = self.client.head_object(Bucket=self.name, Key=self.prefix + name, **options)
        return answer

    @contextmanager
    def _answering(self, name: str) -> Iterator[None]:
        """FileNotFoundError for what is absent; UnreachableError where the bucket is, or does not answer after all tries."""
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            if _status(error) == ABSENT and self._answers():
                raise FileNotFoundError(f"{self.address}/{name}") from error
            raise self._unreachable(error) from error
        except (BotoCoreError, Boto3Error) as error:
            raise self._unreachable(error) from error

    def _answers(self) -> bool:
        """Whether the bucket is there: 404 can mean that it is not, and then nothing is lost."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self.client.head_bucket(Bucket=self.name)
        except (ClientError, BotoCoreError):
            return False
        return True

    def _unreachable(self, error: Exception) -> UnreachableError:
        what_to_do = "check AWS_ENDPOINT_URL, the credentials and the network, and run this again"
        return UnreachableError(f"{self.address} does not answer as it should: {error}; {what_to_do}")


@cache
def _bucket(address: str) -> Bucket:
    return Bucket(address)  # one for all documents that a worker reads: a client takes a tenth of a second to make


def _status(error: Any) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])


def _client() -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise ConfigurationError("files in s3:// need the extra [cluster]: pip install 'childrens-services-archive[cluster]'") from error

    retries = {"mode": "standard", "total_max_attempts": int(os.environ.get("AWS_MAX_ATTEMPTS", TRIES))}
    return boto3.session.Session().client("s3", config=Config(retries=retries, max_pool_connections=CONNECTIONS, connect_timeout=10))
