"""Mutations of the crawl: what is asked for, asked again, left alone, taken for whole, and what a run is judged to be."""

from tests.mutants.mutation import Mutation

_SKIP_KNOWN, _REFUSE_BLOCKED, _RETRYING = (f"scraper/fetching/{name}.py" for name in ("skip_known", "refuse_blocked", "patience"))
_WHOLE, _ADDRESSES, _ROBOTS = (f"scraper/fetching/{name}.py" for name in ("whole_answers", "address_policy", "robots"))
_PACE, _OUTCOME = "scraper/crawl/pace.py", "scraper/crawl/outcome.py"
_TEST, _TEST_ANSWERS = (f"tests/scraper/fetching/test_{name}.py" for name in ("rules_of_asking", "answers"))
_TEST_OUTCOME = "tests/scraper/crawl/test_outcome.py"
_TEST_ROTA = "tests/journeys/test_nights.py::test_the_rota_spreads_and_misses_no_document"

MUTATIONS = (
    Mutation(
        _SKIP_KNOWN,
        "if reason is None and is_erased(session_of(self.crawler).database, self._names(request)):",
        "if False:",
        "what was erased is fetched again",
        _TEST,
    ),
    Mutation(_SKIP_KNOWN, "self.asked >= spider.limit:", "self.asked > spider.limit:", "one more than the limit", _TEST),
    Mutation(_SKIP_KNOWN, "            spider.limit_reached = True\n", "", "the limit is passed when the crawl is idle", _TEST),
    Mutation(_SKIP_KNOWN, 'or "9999") < spider.since:', 'or "9999") <= spider.since:', "reports of the first day are left out", _TEST),
    Mutation(
        _SKIP_KNOWN,
        "row[1] > today.isoformat() else None",
        "row[1] >= today.isoformat() else None",
        "a missing file is asked for a day late",
        _TEST,
    ),
    Mutation(_SKIP_KNOWN, '(spider.missing and row[0] != "held")', "False", "-a missing=1 does nothing", _TEST),
    Mutation(
        _SKIP_KNOWN,
        'row is None or request.meta.get("ask_again") or',
        "row is None or",
        "a file that left its page is not looked for",
        _TEST,
    ),
    Mutation(
        _SKIP_KNOWN, 'if row[0] in ("held", "unreadable"):', 'if row[0] in ("held",):', "unreadable files are fetched every night", _TEST
    ),
    Mutation(
        _SKIP_KNOWN,
        "today < next_due(request.url, last_seen):",
        "today <= next_due(request.url, last_seen):",
        "a file is never asked for on its day",
        _TEST,
    ),
    Mutation(
        _SKIP_KNOWN, 'if listed.get("modified") == modified:', 'if listed.get("modified"):', "a changed article is not fetched", _TEST
    ),
    Mutation(_SKIP_KNOWN, "            request.headers[name] = value\n", "            pass\n", "every file is fetched whole again", _TEST),
    Mutation(
        _SKIP_KNOWN,
        '            session_of(self.crawler).excluded.add(request.meta["report"].key)\n',
        "            pass\n",
        "what is left out counts as unfetched",
        _TEST,
    ),
    Mutation(
        _SKIP_KNOWN,
        "            session_of(self.crawler).ingest.unchanged(asked, self.crawler.spider.name)\n",
        "            del asked\n",
        "an unchanged file is asked for every night",
        _TEST,
    ),
    Mutation(_SKIP_KNOWN, "and (ETAG.fullmatch(etag) or not", "and (True or not", "broken ETags go back", _TEST_ANSWERS),
    Mutation(_SKIP_KNOWN, "if modified and _is_printable(modified):", "if modified:", "headers with line ends go back", _TEST_ANSWERS),
    Mutation(_REFUSE_BLOCKED, "        pace_of(self.crawler).answered()\n", "", "a busy site is given up although it answers", _TEST),
    Mutation(
        _REFUSE_BLOCKED,
        '            await pace_of(self.crawler).back_off(again.meta["retry_times"])\n',
        "",
        "refusing sites are asked again at once",
        _TEST,
    ),
    Mutation(
        _REFUSE_BLOCKED,
        "        if isinstance(error, BlockedError):\n            pace",
        "        if False:\n            pace",
        "a site that refuses everything is asked on",
        _TEST,
    ),
    Mutation(
        _REFUSE_BLOCKED,
        "        if isinstance(error, BlockedError):\n            pace",
        "        if True:\n            pace",
        "files that are no PDF end the crawl",
        _TEST,
    ),
    Mutation(
        _SKIP_KNOWN, "rested + timedelta(days=(slot", "rested - timedelta(days=(slot", "files are asked for before they rested", _TEST_ROTA
    ),
    Mutation(_SKIP_KNOWN, "% ROTA_DAYS\n", "% 7\n", "all files in one week", _TEST_ROTA),
    Mutation(_SKIP_KNOWN, "(slot - rested.toordinal()) % ROTA_DAYS", "slot", "an address has no day of its own", _TEST),
    Mutation(
        _RETRYING,
        "if value.isascii() and value.isdigit():",
        "if value.isdigit():",
        "a footnote for a number stops the crawl",
        _TEST_ANSWERS,
    ),
    Mutation(
        _RETRYING,
        "return max(0.0, (until - answered).total_seconds())",
        "return (until - answered).total_seconds()",
        "waits before now",
        _TEST_ANSWERS,
    ),
    Mutation(
        _RETRYING,
        '_date((response.headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)',
        "datetime.now(UTC)",
        "our clock against theirs",
        _TEST_ANSWERS,
    ),
    Mutation(_RETRYING, "if response.status in self.retry_http_codes else None", "", "a good answer stops the crawl", _TEST),
    Mutation(_RETRYING, 'if seconds > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):', "if False:", "a crawl waits for a day", _TEST),
    Mutation(
        _RETRYING,
        'if seconds > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):',
        'if seconds >= self.crawler.settings.getfloat("RETRY_AFTER_MAX"):',
        "the longest wait is too long",
        _TEST,
    ),
    Mutation(_RETRYING, "            pace.rest(request.url, seconds)\n", "", "Retry-After is not obeyed", _TEST),
    Mutation(
        _RETRYING,
        '        if isinstance(given, Request) and seconds is None:\n            await pace.back_off(given.meta["retry_times"])\n',
        "",
        "failing sites are asked again at once",
        _TEST,
    ),
    Mutation(
        _RETRYING,
        '            await pace_of(self.crawler).back_off(given.meta["retry_times"])\n            return given\n',
        "            return given\n",
        "broken connections are tried again at once",
        _TEST,
    ),
    Mutation(
        _RETRYING,
        "        if isinstance(exception, self.exceptions_to_retry):\n",
        "        if False:\n",
        "a site that is down is asked on",
        _TEST,
    ),
    Mutation(_PACE, "if self._refused == self.crawler", "if self._refused - 1 == self.crawler", "one refusal more", _TEST),
    Mutation(_PACE, "        self._refused = self._silent = 0\n", "        self._silent = 0\n", "refusals are never forgotten", _TEST),
    Mutation(_PACE, "        if self.reason is None:\n", "        if True:\n", "the reason of the end is lost", _TEST),
    Mutation(
        _PACE,
        "return self.reason is not None or not self.crawler.crawling",
        "return self.reason is not None",
        "SIGTERM waits for every rest",
        _TEST,
    ),
    Mutation(
        _PACE, "max(self._resting.get(host, 0.0), monotonic() + seconds)", "monotonic() + seconds", "a shorter rest ends a longer", _TEST
    ),
    Mutation(_PACE, "* 2 ** (tries - 1)", "* 2 ** tries", "waits twice as long", _TEST),
    Mutation(_PACE, ', settings.getfloat("RETRY_WAIT_MAX"))', ", 1e9)", "waits without limit", _TEST),
    Mutation(
        _PACE, "        self._next[host] = begin + self._apart[host]\n", "", "Crawl-delay counts once", "tests/scraper/crawl/test_pace.py"
    ),
    Mutation(_PACE, 'in ("failed", "disk_full", "integrity")', 'in ("failed", "integrity")', "written on to a full disk", _TEST),
    Mutation(
        _OUTCOME,
        'CLOSE_REASONS.get(close_reason, "failed")',
        'CLOSE_REASONS.get(close_reason, "ok")',
        "an unknown end is a good one",
        _TEST_OUTCOME,
    ),
    Mutation(_OUTCOME, 'if word == "ok" and causes:', 'if word == "ok" and problems:', "new failures leave a run ok", _TEST_OUTCOME),
    Mutation(_OUTCOME, "elif read < total or (read > total", "elif (read > total", "a short listing is no problem", _TEST_OUTCOME),
    Mutation(
        _OUTCOME, '(read > total and spider.kind == "inspectorate")', "read > total", "a long list of news is a problem", _TEST_OUTCOME
    ),
    Mutation(_OUTCOME, "    if not read:\n", "    if read is None:\n", "an empty listing is a short one", _TEST_OUTCOME),
    Mutation(
        _OUTCOME,
        'if word == "ok" else ()  # a run cut',
        "if word else ()  # a run cut",
        "a run cut short accuses the listing",
        _TEST_OUTCOME,
    ),
    Mutation(_OUTCOME, "found < FLOOR * median(before):", "found < FLOOR * min(before):", "one bad night lowers the floor", _TEST_OUTCOME),
    Mutation(_OUTCOME, " order by id desc limit ?", " order by id limit ?", "compared with the first runs of all", _TEST_OUTCOME),
    Mutation(_OUTCOME, "finished is not null and outcome in ('ok', 'degraded')", "1", "compared with runs that failed", _TEST_OUTCOME),
    Mutation(_OUTCOME, "and arguments = ? and discovery", "and ? != '' and discovery", "compared with runs told otherwise", _TEST_OUTCOME),
    Mutation(_OUTCOME, "and message = ? and resolved is null", "and message = ?", "what comes back is no news", _TEST_OUTCOME),
    Mutation(
        _OUTCOME,
        '{"blocked", "robots"} & set(figures.new)',
        '{"blocked"} & set(figures.new)',
        "robots.txt that forbids all is only degraded",
        _TEST_OUTCOME,
    ),
    Mutation(
        _OUTCOME,
        "and not figures.documents_new + figures.documents_seen:",
        "and not figures.documents_seen:",
        "a run that brought something is blocked",
        _TEST_OUTCOME,
    ),
    Mutation(
        _OUTCOME,
        "        if key in session.ingest.named\n",
        "",
        "counts more than was named",
        _TEST_OUTCOME,
    ),
    Mutation(_WHOLE, "int(found[1]) + 1 == int(found[2]) ==", "int(found[2]) ==", "a range that is not all is taken for whole", _TEST),
    Mutation(_WHOLE, 'raise IncompleteError("answers 206 with a part that was not asked for")', "pass", "a part is taken for whole", _TEST),
    Mutation(
        _WHOLE,
        '        if "partial" in response.flags and not ended and response.status != 206:\n',
        "        if False:\n",
        "a cut answer is taken for whole",
        _TEST,
    ),
    Mutation(
        _WHOLE, "        if not rules and not shows_its_end(body):\n", "        if False:\n", "a body without end is taken for whole", _TEST
    ),
    Mutation(
        _WHOLE,
        "(response.status in (204, 205) or (response.status == 200 and not body))",
        "(response.status in (204, 205))",
        "an empty answer is a document",
        _TEST,
    ),
    Mutation(
        _WHOLE,
        "if not ended and (coding in UNPACK or coding in OTHER_PACKINGS) and not shows_its_end(body):",
        "if False:",
        "what a proxy unpacked and cut is whole",
        _TEST_ANSWERS,
    ),
    Mutation(_WHOLE, "            return again\n", "            raise\n", "a cut answer is not asked for again", _TEST),
    Mutation(_ADDRESSES, "or parts.hostname not in self.allowed:", "or False:", "any host is asked", _TEST),
    Mutation(_ADDRESSES, 'parts.scheme not in ("http", "https") or ', "", "other schemes are asked", _TEST),
    Mutation(_ADDRESSES, "and port not in PORTS:", "and False:", "any port is asked", _TEST),
    Mutation(_ADDRESSES, "        if parts.username is not None:\n", "        if False:\n", "passwords in links are sent", _TEST),
    Mutation(
        _ADDRESSES,
        "if address is not None and isinstance(exception, CannotResolveHostError):",
        "if False:",
        "a private address is only not found",
        _TEST,
    ),
    Mutation(
        _ROBOTS, "if 400 <= response.status < 500:", "if 400 <= response.status <= 500:", "an error of the site allows everything", _TEST
    ),
    Mutation(_ROBOTS, "if 400 <= response.status < 500:", "if 400 < response.status < 500:", "400 allows nothing", _TEST),
    Mutation(
        _ROBOTS, "elif response.status >= 300 or", "elif response.status >= 500 or", "a redirect without end allows everything", _TEST
    ),
    Mutation(
        _ROBOTS,
        'b"<html" in response.body[:1024].lower()',
        'b"<html" in response.body[:1024]',
        "an error page in capitals allows everything",
        _TEST,
    ),
    Mutation(_ROBOTS, ' or b"<!doctype" in response.body[:1024].lower()', "", "an error page allows everything", _TEST),
    Mutation(_ROBOTS, "            rules = ALLOW_NOTHING\n", "            pass\n", "what cannot be read allows everything", _TEST),
    Mutation(
        _ROBOTS,
        "keep_apart(url, max(min(asked, most), own))",
        "keep_apart(url, max(asked, own))",
        "Crawl-delay of a day",
        "tests/scraper/crawl/test_pace.py",
    ),
    Mutation(_ROBOTS, "        self._keep(netloc, rules)\n", "", "what was obeyed is not kept", _TEST),
)
