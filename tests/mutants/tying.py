"""Mutations of ties and links: which report an article is about, and which of its sentences stand there."""

from tests.mutants.mutation import Mutation

_LINKS, _CHOOSING, _QUOTATIONS, _TIES = (
    "archive/matching/tie_article.py",
    "archive/matching/choose_report.py",
    "archive/matching/quotations.py",
    "archive/store/ties.py",
)
_TEST, _TEST_TIES = "tests/archive/matching/test_tie_article.py", "tests/archive/store/test_ties.py"
_TEST_CHOOSING, _TEST_QUOTATIONS = f"tests/archive/matching/test_choose_report.py {_TEST}", "tests/archive/matching/test_quotations.py"

MUTATIONS = (
    Mutation(
        _LINKS,
        'return max(group, key=lambda report: report.published or "")',
        'return min(group, key=lambda report: report.published or "")',
        "KNOWN: the older of two linked reports",
        _TEST,
    ),
    Mutation(_LINKS, "not -EARLY_DAYS <= age <= DATED_DAYS:", "not age <= DATED_DAYS:", "a link to a report that did not exist yet", _TEST),
    Mutation(_LINKS, "not -EARLY_DAYS <= age <= DATED_DAYS:", "not -EARLY_DAYS <= age:", "a link to a report of years ago", _TEST),
    Mutation(
        _LINKS, "if parts.hostname not in hosts and parts.netloc not in hosts:", "if False:", "links to other hosts are reports", _TEST
    ),
    Mutation(_LINKS, "if not mentions and len(subjects) == 1:", "if not mentions and subjects:", "one of two councils is taken", _TEST),
    Mutation(
        _LINKS,
        "        return any(_is_of(report, subject.authority) for subject in subjects)",
        "        return True",
        "a linked report of another council",
        _TEST,
    ),
    Mutation(_LINKS, "        owners &= {subject.authority for subject in subjects}", "        pass", "the page of another council", _TEST),
    Mutation(_LINKS, "if len(owners) != 1 or", "if not owners or", "one of two linked councils is taken", _TEST),
    Mutation(_LINKS, "else OTHER_NAME", "else 1.0", "a wrong name of the kind costs nothing", _TEST),
    Mutation(
        _CHOOSING,
        "if age is None or age < 0 or kind is None:",
        "if age is None or kind is None:",
        "an article on a report that came later",
        _TEST_CHOOSING,
    ),
    Mutation(_CHOOSING, "report.key == ranked[0][1])", "report.key == ranked[-1][1])", "the worst of the reports that fit", _TEST_CHOOSING),
    Mutation(_CHOOSING, "if age <= limit else None", "", "a report of any age", _TEST_CHOOSING),
    Mutation(_CHOOSING, "best < SENTENCES_ENOUGH or ", "", "a report that shares hardly a sentence", _TEST_CHOOSING),
    Mutation(
        _CHOOSING, "best - ranked[1][0] < SENTENCES_LEAD", "best < ranked[1][0]", "one of two reports that share as much", _TEST_CHOOSING
    ),
    Mutation(_CHOOSING, "for report in reports), reverse=True)", "for report in reports))", "the report that shares least", _TEST_CHOOSING),
    Mutation(
        _CHOOSING,
        "return 1 if report_type in report_kinds.VISITS and not graded else None",
        "return 1",
        "a visit for a graded inspection",
        _TEST_CHOOSING,
    ),
    Mutation(
        _CHOOSING, "return min(ranks, default=None)", "return min(ranks, default=0)", "a report of another kind than named", _TEST_CHOOSING
    ),
    Mutation(
        _CHOOSING,
        "if (age := age_in_days(article, report)) is None or age >= 0]",
        "]".replace("]", "if True]"),
        "sentences of a report that came later",
        _TEST_CHOOSING,
    ),
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
    Mutation(
        _QUOTATIONS,
        'sum(each.verdict != "not_found" for each',
        'sum(each.verdict == "not_found" for each',
        "the share of what is not found",
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
    Mutation(_TIES, "where reports.urn is null or reports.urn not in ({HOMES})", "where 1", "articles are tied to homes", _TEST_TIES),
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
)
