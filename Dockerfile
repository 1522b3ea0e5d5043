# One image for crawler and reader; compose.yml makes a service of each. It runs as a user who is not root and owns only the three folders it writes to.
FROM python:3.13-slim-bookworm

RUN useradd --system --uid 10001 --create-home --home-dir /home/archive archive \
    && mkdir /app /data /public /backup \
    && chown archive:archive /data /public /backup
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE scrapy.cfg metadata.yml ./
COPY archive archive
COPY scraper scraper
COPY deploy deploy
RUN pip install --no-cache-dir --constraint constraints.txt --editable .

USER 10001
ENV ARCHIVE_DB=/data/archive.db \
    ARCHIVE_FILES=/data/files \
    PYTHONDONTWRITEBYTECODE=1
VOLUME /data
# Whether the server answers; whether the archive is healthy says /-/health. compose.yml switches it off for the crawler.
HEALTHCHECK --start-period=30s CMD ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8001/-/live', timeout=5)"]
CMD ["archive", "status"]
