"""Mutations of public mode: what is laid over, what is closed off, what the gate lets through."""

from tests.mutants.mutation import Mutation

_PUBLIC, _GATE, _DATABASE = "archive/database/public.py", "archive/web/guards/gate.py", "archive/web/database.py"
_TEST, _TEST_GATE = "tests/archive/database/test_public.py", "tests/archive/web/guards/test_gate.py"
_TEST_DATABASE = "tests/archive/web/test_database.py"

MUTATIONS = (
    Mutation(
        _PUBLIC,
        '"articles": ("text",),\n    "article_links"',
        '"articles": (),\n    "article_links"',
        "articles' text is public",
        _TEST,
    ),
    Mutation(_PUBLIC, '    "documents": ("headers", "listed"),\n', "", "what feeds say of articles is public", _TEST),
    Mutation(
        _PUBLIC,
        'PRIVATE_TABLES = ("inspectors", "article_versions"',
        'PRIVATE_TABLES = ("article_versions"',
        "a table of inspectors is public",
        _TEST,
    ),
    Mutation(
        _PUBLIC,
        "private = PRIVATE_COLUMNS.get(table, ()) + EMPTIED_COLUMNS.get(table, ())",
        "private = PRIVATE_COLUMNS.get(table, ())",
        "summaries are public",
        _TEST,
    ),
    Mutation(
        _PUBLIC,
        'condition = "0" if table in PRIVATE_TABLES else SHOWN[table]',
        'condition = "1" if table in PRIVATE_TABLES else SHOWN[table]',
        "private tables have rows",
        _TEST,
    ),
    Mutation(_PUBLIC, '    "reports": "withheld is null",', '    "reports": "1",', "withheld reports are shown", _TEST),
    Mutation(_PUBLIC, '    "articles": "withheld is null",', '    "articles": "1",', "withheld articles are shown", _TEST),
    Mutation(_PUBLIC, '    "report_pages": _OF_REPORT,', '    "report_pages": "1",', "pages of withheld reports are shown", _TEST),
    Mutation(_PUBLIC, '    "mentions": _OF_BOTH,', '    "mentions": _OF_REPORT,', "ties of withheld articles are shown", _TEST),
    Mutation(_PUBLIC, 'f"id / 10000 not in {_REPORTS}"', '"1"', "sections of withheld reports are shown", _TEST),
    Mutation(_PUBLIC, 'f"id not in {_DOCUMENTS}"', '"1"', "files of withheld reports are named", _TEST),
    Mutation(
        _PUBLIC,
        "    union select file_document_id from main.reports where withheld is not null and file_document_id is not null\n",
        "",
        "the file of a withheld report, moved since, is named",
        _TEST,
    ),
    Mutation(
        _PUBLIC,
        "    select d.id from main.reports r cross join main.documents d on d.url = r.url and d.kind = 'report' where r.withheld is not null\n    union select file",
        "    select file",
        "older files of a withheld report are named",
        _TEST,
    ),
    Mutation(
        _PUBLIC,
        "    union select d.id from main.articles a cross join main.documents d on d.url = a.url and d.kind = 'article' where a.withheld is not null\n",
        "",
        "older pages of a withheld article are named",
        _TEST,
    ),
    Mutation(_PUBLIC, " and (url is null or url not in {_URLS})", "", "problems of what is withheld are shown", _TEST),
    Mutation(
        _PUBLIC,
        "(document_id is null or document_id not in {_DOCUMENTS}) and (url",
        "(url",
        "problems of withheld documents are shown",
        _TEST,
    ),
    Mutation(
        _PUBLIC,
        "report_key is null or report_key not in",
        "report_key is null or report_key in",
        "differences of withheld reports are shown",
        _TEST,
    ),
    Mutation(_PUBLIC, "    connection.set_authorizer(allowed)\n", "", "behind the views everything is to be had", _TEST),
    Mutation(_PUBLIC, "private = table in indexes or column in", "private = column in", "indexes tell words of private text", _TEST),
    Mutation(
        _PUBLIC,
        'table in indexes or column in kept_back.get(table or "", ())',
        "table in indexes",
        "private columns are to be had behind the views",
        _TEST,
    ),
    Mutation(_PUBLIC, " or action in _NEVER", "", "other files can be attached", _TEST),
    Mutation(_PUBLIC, " and _TEXTS.get(table) not in names", "", "articles have a stock page", _TEST),
    Mutation(_PUBLIC, "if table not in PRIVATE_TABLES and not re.search", "if not re.search", "inspectors have a stock page", _TEST),
    Mutation(_PUBLIC, 'not re.search(r"search|_fts|^_|^sqlite_", table) and', "", "indexes have stock pages", _TEST),
    Mutation(
        _PUBLIC,
        "table: names - {*never_asked.get(table, ())}",
        "table: names",
        "private columns may be asked about",
        _TEST,
    ),
    Mutation(
        _GATE, "if not _MACHINE.match(path) or _OURS.match(path):", "if not _MACHINE.match(path) or path:", "nothing is refused", _TEST_GATE
    ),
    Mutation(_GATE, '(?:-/|_|:memory:|archive)", re.IGNORECASE)', '(?:-/|_|:memory:|archive)")', "capitals pass the gate", _TEST_GATE),
    Mutation(
        _GATE,
        "^/-/(?:(?:health|live|metrics{_MCP})$|static/)",
        "^/-/(?:health|static)",
        "more than two pages of Datasette pass",
        _TEST_GATE,
    ),
    Mutation(_GATE, '        return _only(query, frozenset(), "This page")', "        return None", "SQL of one's own", _TEST_GATE),
    Mutation(_GATE, "    if table not in columns:\n", "    if False:\n", "private tables have pages", _TEST_GATE),
    Mutation(_GATE, "len(pairs) > MOST_PARAMETERS", "len(pairs) >= MOST_PARAMETERS", "one parameter too few", _TEST_GATE),
    Mutation(
        _GATE,
        "    if len(pairs) > MOST_PARAMETERS:\n",
        "    if len(pairs) > 10 * MOST_PARAMETERS:\n",
        "parameters without limit",
        _TEST_GATE,
    ),
    Mutation(
        _GATE,
        "sum(name in FACETS for name, _ in pairs) > MOST_FACETS",
        "sum(name == FACETS[0] for name, _ in pairs) > MOST_FACETS",
        "facets without limit",
        _TEST_GATE,
    ),
    Mutation(_GATE, "(column in known and operator in OPERATORS)", "(operator in OPERATORS)", "hidden columns can be narrowed", _TEST_GATE),
    Mutation(_GATE, "(column in known and operator in OPERATORS)", "(column in known)", "unknown operators pass", _TEST_GATE),
    Mutation(
        _GATE, "and value and value not in known:", "and value and value in known and False:", "hidden columns can be sorted by", _TEST_GATE
    ),
    Mutation(_GATE, 'if _NUMBERED.sub("", name) in NAMING', "if name in NAMING", "numbered filters name hidden columns", _TEST_GATE),
    Mutation(
        _GATE,
        '        if name not in known:\n            return Refusal(403, f"{what}',
        '        if False:\n            return Refusal(403, f"{what}',
        "rows take any parameter",
        _TEST_GATE,
    ),
    Mutation(
        _DATABASE, "            close_off(connection)\n", "            pass\n", "stock pages see what is behind the views", _TEST_DATABASE
    ),
    Mutation(_DATABASE, "            hide_private(connection)\n", "            pass\n", "a public site is a private one", _TEST_DATABASE),
    Mutation(_DATABASE, "return None if self.public else await", "return await", "stock pages search private text", _TEST_DATABASE),
    Mutation(
        _DATABASE,
        "                self._shown_columns = public_columns(self._shown_columns)\n",
        "                pass\n",
        "every table has a stock page",
        _TEST_DATABASE,
    ),
    Mutation(
        _DATABASE,
        'what is public."""\n        if not self.public:\n            return of_datasette\n',
        'what is public."""\n        return of_datasette\n',
        "our pages cannot search in public",
        _TEST_DATABASE,
    ),
    Mutation(
        _DATABASE,
        "with reading(connection, SECONDS):",
        "with suppress():",
        "a page takes as long as it likes",
        "tests/archive/web/test_safety.py::test_a_page_that_takes_too_long_says_when_to_come_back",
    ),
)
