"""`python -m sample [--port N]`: serves the sample reports site and the sample publisher until it is stopped."""

import argparse
import sys
import threading
from pathlib import Path
from tempfile import gettempdir

from sample.news_site.publisher import SamplePublisher
from sample.reports_site.site import SampleSite


def main() -> None:
    """Serve the reports site on the port given (else a free one) and the publisher on the next one."""
    parser = argparse.ArgumentParser(prog="python -m sample", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="port of the reports site; the publisher takes the next one (default: free ports)"
    )
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "sample-reports", help="where drawn reports are kept")
    arguments = parser.parse_args()
    with (
        SampleSite(arguments.folder, port=arguments.port) as site,
        SamplePublisher(site, port=arguments.port + 1 if arguments.port else 0) as publisher,
    ):
        sys.stdout.write(f"Reports site: {site.url}/search?level_1_types=3&level_2_types%5B%5D=12\nPublisher: {publisher.url}/news/\n")
        sys.stdout.write("Stop with Ctrl-C.\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
