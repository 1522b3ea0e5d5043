"""Mutations of ties and links: which report an article is about, and which of its sentences stand there."""

from tests.mutants.mutation import Mutation

_MATCHING = "archive/matching/"
_TYING, _LINKS, _SUBJECTS = f"{_MATCHING}tie_article.py", f"{_MATCHING}links.py", f"{_MATCHING}subjects.py"
_CHOOSING, _EVIDENCE, _QUOTATIONS = f"{_MATCHING}choose_report.py", f"{_MATCHING}evidence.py", f"{_MATCHING}quotations.py"
_TIES = "archive/store/ties.py"
_CHECK, _VERDICTS, _GRADES, _PROSE = (f"{_MATCHING}claims/{name}.py" for name in ("check", "verdicts", "grades", "prose"))
_CLAIMS, _TEST_CLAIMS = "archive/store/claims.py", "tests/archive/matching/test_claims.py"
_TEST, _TEST_TIES = "tests/archive/matching/test_tie_article.py", "tests/archive/store/test_ties.py"
_TEST_EVIDENCE, _TEST_QUOTATIONS = "tests/archive/matching/test_evidence.py", "tests/archive/matching/test_quotations.py"
_TEST_SAID = "tests/archive/matching/test_said.py"
_BY_DAY = "return age is None or -EARLY_DAYS <= age <= LATEST_DAYS"

MUTATIONS = (
    Mutation(
        _TYING,
        'return max(group, key=lambda each: each.report.published or "")',
        'return min(group, key=lambda each: each.report.published or "")',
        "KNOWN: the older of two linked reports",
        _TEST,
    ),
    Mutation(
        _TYING, "not -EARLY_DAYS <= age <= LATEST_DAYS:", "not age <= LATEST_DAYS:", "a link to a report that did not exist yet", _TEST
    ),
    Mutation(_TYING, "not -EARLY_DAYS <= age <= LATEST_DAYS:", "not -EARLY_DAYS <= age:", "a link to a report of years ago", _TEST),
    Mutation(
        _LINKS, "if parts.hostname not in hosts and parts.netloc not in hosts:", "if False:", "links to other hosts are reports", _TEST
    ),
    Mutation(
        _TYING,
        "        return any(_is_of(report, subject.authority) for subject in subjects)",
        "        return True",
        "a linked report of another council",
        _TEST,
    ),
    Mutation(_TYING, "if subjects or len(owners) != 1 or", "if subjects or not owners or", "one of two linked councils is taken", _TEST),
    Mutation(_TYING, "if twin else each for each", "if False else each for each", "twins say nothing for each other", _TEST),
    Mutation(
        _SUBJECTS,
        "return bool(named.intersection(authority.replaced_by) or",
        "return bool(",
        "an ended county beside its successors",
        _TEST,
    ),
    Mutation(
        f"{_MATCHING}authority_names.py",
        "if words.BEFORE_HEALTH.search(text[max(0, start - 20) : start]) or",
        "if",
        "an NHS body is a council",
        _TEST_SAID,
    ),
    Mutation(_EVIDENCE, _BY_DAY, "return age is None or age <= LATEST_DAYS", "an article on a report that came later", _TEST_EVIDENCE),
    Mutation(_EVIDENCE, _BY_DAY, "return age is None or -EARLY_DAYS <= age", "a report of any age", _TEST_EVIDENCE),
    Mutation(
        _EVIDENCE,
        "found += grades if alone else [each for each in grades if each.weight > 0]",
        "found += grades",
        "another council's grade counts against a report",
        _TEST_EVIDENCE,
    ),
    Mutation(
        _EVIDENCE,
        '        yield _of("monitoring", "tells of a monitoring visit")',
        "        yield from ()",
        "a monitoring visit for a graded inspection",
        _TEST_EVIDENCE,
    ),
    Mutation(_CHOOSING, "if not ranked or ranked[0].points < ENOUGH:", "if not ranked:", "too little evidence is enough", _TEST_EVIDENCE),
    Mutation(_CHOOSING, ">= LEAD_OVER_NEXT else None", ">= 0 else None", "one of two reports with as much evidence", _TEST_EVIDENCE),
    Mutation(
        _CHOOSING, "key=lambda each: (-each.points,", "key=lambda each: (each.points,", "the report with least evidence", _TEST_EVIDENCE
    ),
    Mutation(_CHOOSING, "if reading.story.no_report or", "if", "a preview is tied to a report", _TEST_EVIDENCE),
    Mutation(
        f"{_MATCHING}report_text.py",
        ">= STANDS for sentence",
        ">= 0.1 for sentence",
        "four words in a row are a sentence of the report",
        _TEST_SAID,
    ),
    Mutation(_TIES, "if write:\n", "if True:\n", "a dry run writes", _TEST_TIES),
    Mutation(_TIES, '"evidence": _evidence(mention),', '"evidence": None,', "evidence is not kept", _TEST_TIES),
    Mutation(
        _QUOTATIONS,
        'verdict = "verbatim" if compared.verbatim else "not_found" if compared.altered else "near"',
        'verdict = "verbatim" if compared.verbatim else "near"',
        "a changed number passes for quoted",
        _TEST_QUOTATIONS,
    ),
    Mutation(
        _QUOTATIONS,
        'verdict = "not_found" if compared.altered else "near"',
        'verdict = "near"',
        'a "not" put in passes for near',
        _TEST_QUOTATIONS,
    ),
    Mutation(
        _QUOTATIONS,
        "return min(judged, key=lambda each: each.score)",
        "return max(judged, key=lambda each: each.score)",
        "one true quotation covers a false one",
        _TEST_QUOTATIONS,
    ),
    Mutation(_QUOTATIONS, "if compared.ordered >= NEAR:", "if compared.ordered >= 0.5:", "half the words are near", _TEST_QUOTATIONS),
    Mutation(
        _QUOTATIONS,
        "if spoken and len(outside_quotes(sentence)) < len(sentence.text) / 2:",
        "if False:",
        "a person's words are held against the report",
        _TEST_QUOTATIONS,
    ),
    Mutation(
        _QUOTATIONS,
        "return self.passages[compared.first].page",
        "return self.passages[compared.last].page",
        "the page a passage ends on",
        _TEST_QUOTATIONS,
    ),
    Mutation(_QUOTATIONS, "or len(telling) < FEWEST_WORDS:", "or not telling:", "two common words come from a report", _TEST_QUOTATIONS),
    Mutation(
        _QUOTATIONS,
        "(RESTATED if compared.first == compared.last else RESTATED_OVER)",
        "0.3",
        "loosely alike is restated",
        _TEST_QUOTATIONS,
    ),
    Mutation(_TIES, "where reports.id not in ({REPORTS_OF_HOMES})", "where 1", "articles are tied to homes", _TEST_TIES),
    Mutation(
        _TIES,
        '    database.execute(f"update article_links set report_key = null where article_id = ? and report_key in ({homes})", [article_id])\n',
        "",
        "the link to a home is kept",
        _TEST_TIES,
    ),
    Mutation(_TIES, '    database.execute("delete from mentions where article_id = ?", [article_id])\n', "", "old ties stay", _TEST_TIES),
    Mutation(
        _TIES, '    database.execute("delete from quotations where article_id = ?", [article_id])\n', "", "old quotations stay", _TEST_TIES
    ),
    Mutation(_TIES, ") or published is null", ")", "articles without a date are never tied anew", _TEST_TIES),
    Mutation(
        _TIES,
        "select article_id from mentions where report_id = :id\n            or local",
        "select article_id from mentions where local",
        "ties to a report read anew stay",
        _TEST_TIES + " tests/archive/keeping/test_takedown.py::test_erasing_keeps_what_others_name",
    ),
    Mutation(
        _TIES,
        "union select article_id from article_links where report_key = (select key from reports where id = :id)",
        "union select article_id from article_links where 0",
        "links to a report read anew stay untied",
        _TEST_TIES,
    ),
    Mutation(
        _TIES,
        '"update articles set tied = ? where id = ?", [now(), article_id]',
        '"update articles set tied = ? where id = ?", [None, article_id]',
        "everything is tied every night",
        _TEST_TIES,
    ),
    Mutation(_TIES, "and articles.id < :id and", "and", "the original is the copy", _TEST_TIES),
    Mutation(
        _TIES,
        "and copy_of is null and published between :first and :last",
        "and copy_of is null and :first != :last",
        "an article told again is a copy",
        _TEST_TIES,
    ),
    Mutation(_TIES, "if scored[0] >= COPY else", "if scored[0] >= 0 else", "any two articles are copies", _TEST_TIES),
    Mutation(
        _TIES,
        "key=lambda pair: (pair[1].page is not None, pair[1].score)",
        "key=lambda pair: -pair[1].score",
        "the report that holds a sentence worst",
        _TEST_TIES,
    ),
    Mutation(_TIES, '"position": found.position + 1', '"position": found.position', "sentences count from 0", _TEST_TIES),
    Mutation(
        _TIES,
        "select page, text from report_pages where report_id = ? order by page",
        "select 1, text from report_pages where report_id = ? order by page",
        "every passage is on page 1",
        _TEST_TIES,
    ),
    Mutation(
        _VERDICTS,
        'if found is None or (not said.sure and found[0] != "right"):',
        "if found is None:",
        "what may mean something else is called wrong",
        _TEST_CLAIMS,
    ),
    Mutation(
        _VERDICTS,
        'if any(each.status == "not_read" for each in stated):',
        "if False:",
        "a grade that we could not read is called not stated",
        _TEST_CLAIMS,
    ),
    Mutation(_VERDICTS, "if len({each.grade for each in grades}) > 1:", "if False:", "one of two grades is compared", _TEST_CLAIMS),
    Mutation(_CHECK, "if found - own:", "if False:", "another council's grade is held against this one", _TEST_CLAIMS),
    Mutation(_CHECK, "sure=not back)", "sure=True)", "the sentence after one on the past is called wrong", _TEST_CLAIMS),
    Mutation(
        _GRADES, "if said.subject == EARLIER or not past:", "if True:", "a grade of years ago is held against this report", _TEST_CLAIMS
    ),
    Mutation(_PROSE, "or plain in links:", "or False:", "the words of a link are a claim", _TEST_CLAIMS),
    Mutation(_CLAIMS, '    database.execute("delete from claims where article_id = ?", [article_id])\n', "", "old claims stay", _TEST_TIES),
    Mutation(
        _CLAIMS,
        "and (b.availability <> 'held' or bi.report_type is null)",
        "and 0",
        "a report that is not held between two is passed over",
        _TEST_TIES,
    ),
    Mutation(
        "archive/database/public.py",
        '    "claims": _OF_BOTH,\n',
        '    "claims": "1",\n',
        "claims of withheld articles are public",
        "tests/archive/database/test_public.py",
    ),
)
