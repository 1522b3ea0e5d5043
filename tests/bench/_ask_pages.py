"""One side of the bench of pages: run as a program with the code of any checkout, it answers on standard output what each address costs.

`python _ask_pages.py DATABASE FILES`; standard input has one address a line. Each line of output is JSON: status, milliseconds of
processor time of the whole process, bytes of the page.
"""

import asyncio
import gc
import json
import logging
import sys
import time
from pathlib import Path

PLAIN = {"accept-encoding": "identity"}  # earlier versions packed nothing


async def answer(database: Path, files: Path) -> None:
    """Serve the archive in this process, and ask it for each address as it comes."""
    from archive.store import open_archive
    from archive.web.site import make_site

    told, sys.stdout = sys.stdout, sys.stderr  # Datasette prints each error
    open_archive(database).close()  # an archive of an earlier day is brought up to date
    site = make_site(database, files)
    await site.invoke_startup()
    logging.disable()  # an installed plugin logs each request, also to code that did not know it
    gc.collect()
    gc.freeze()  # as `archive serve` does
    gc.set_threshold(100_000)
    for line in sys.stdin:
        began = time.process_time()
        got = await site.client.get(line.strip(), headers=PLAIN)
        took = (time.process_time() - began) * 1000
        print(json.dumps((got.status_code, took, len(got.content))), file=told, flush=True)


if __name__ == "__main__":
    asyncio.run(answer(Path(sys.argv[1]), Path(sys.argv[2])))
