"""An S3 server for tests on loopback: moto's, of which each test may make the answers fail."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BUCKET = "originals"


class Server:
    """moto's server; `failing`: how many requests from now on are answered with 503; `asked`: the requests that came.

    `on_request` is told of each.
    """

    def __init__(self) -> None:
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import make_server

        self.application = DomainDispatcherApplication(create_backend_app)
        self.failing = 0
        self.on_request: Callable[[dict[str, Any]], None] = lambda environ: None
        self.asked: list[dict[str, Any]] = []
        self.server = make_server("127.0.0.1", 0, self, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.port}"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(dict(environ))
        self.on_request(environ)
        if self.failing:
            self.failing -= 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start_response("503 Slow Down", [("content-length", "0")])
            return [b""]
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer

    def variables(self) -> dict[str, str]:
        """What a program needs to reach it."""
        return {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "eu-west-2",
            "AWS_EC2_METADATA_DISABLED": "true",
        }


@contextmanager
def s3_server() -> Iterator[Server]:
    """A server with the empty bucket BUCKET, for as long as the block; this process reaches it too."""
    pytest.importorskip("moto", reason="needs moto, of the extra dev")
    import boto3

    server = Server()
    thread = threading.Thread(target=server.server.serve_forever)
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in server.variables().items():
                patch.setenv(name, value)
            client = boto3.client("s3")
            client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
            yield server
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
                for each in page.get("Contents", ()):
                    client.delete_object(Bucket=BUCKET, Key=each["Key"])
            client.delete_bucket(Bucket=BUCKET)
    finally:
        server.server.shutdown()
        thread.join()
        server.server.server_close()
