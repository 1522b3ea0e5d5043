"""The schema and every change to it, in order; applied when an archive is opened. Never edit a migration that has landed: add one.

(One was emptied: what it made is dropped from old archives by the one after it, and all archives end alike.)

All dates are ISO text in UTC or as printed; NULL means what the comment beside the column says.
"""

from sqlite_utils import Database, Migrations

from archive.dated import PARTS, SAMPLE_SCHEMA
from archive.dated import SCHEMA as DATED_INDEX
from archive.sections import FILL, PAGE_SECTIONS
from archive.views import VIEWS

migrations = Migrations("archive")


@migrations()
def sources_documents_runs(db: Database) -> None:
    """Where documents come from, the originals themselves, and the runs that fetched them."""
    db.executescript("""
        create table sources (
            name text primary key, title text not null, kind text not null, home text not null,
            licence text not null, terms text not null, key_prefix text not null
        );
        create table runs (
            id integer primary key, source text references sources(name), started text not null,
            finished text,                      -- null while the run goes on, and for ever if it died
            arguments text not null default '{}', -- JSON of what the run was told (remit, since, limit …): only like runs are compared
            outcome text,                       -- null like finished
            reason text,                        -- in words, what made the outcome other than ok
            requests integer not null default 0, bytes integer not null default 0,
            documents_new integer not null default 0, documents_seen integer not null default 0,
            failures integer not null default 0,
            listing_total integer,              -- the listing's own total; null when it states none
            listing_read integer,               -- how many entries of the listing were read
            named integer,                      -- documents the source named = the five below together
            held integer, missing integer, unreadable integer, unfetched integer, excluded integer,
            discovery text,                     -- the way of finding articles that answered
            robots_txt text, robots_sha256 text -- null when robots.txt did not answer
        );
        create table documents (
            id integer primary key, source text not null references sources(name), kind text not null,
            url text not null, final_url text not null, status integer not null, headers text not null,
            etag text, last_modified text, sha256 text not null, content_type text not null, size integer not null,
            listed text,                        -- JSON of what discovery said of an article; needed to read it again
            facts_sha256 text,                  -- hash of what was read from it: a page whose facts are the same is no new document
            first_fetched text not null, last_seen text not null, run_id integer references runs(id),
            unique (url, sha256)
        );
        create index documents_sha256 on documents(sha256);
        create index documents_source_kind on documents(source, kind);
        create table problems (
            id integer primary key, run_id integer references runs(id), source text references sources(name),
            url text, document_id integer references documents(id), kind text not null, message text not null,
            first_seen text not null, last_seen text not null,
            resolved text                       -- when it was seen to be gone; null while it stands
        );
        create index problems_url on problems(url);
        create index problems_document on problems(document_id);
    """)


@migrations()
def authorities_providers_reports(db: Database) -> None:
    """Who is inspected, and the reports that provider pages name."""
    db.executescript("""
        create table local_authorities (
            code text primary key, name text not null, also_known_as text, dfe_code text not null, region_code text, region text,
            kind text not null, ofsted_urn text, started text, ended text,
            replaced_by text,                   -- codes separated by |; null while it lives
            statistical_neighbours text         -- ten DfE codes separated by blanks
        );
        create table providers (
            urn text primary key, name text not null, provider_type text not null, status text, address text,
            local_authority text references local_authorities(code), url text not null,
            document_id integer not null references documents(id), reader_version text not null
        );
        create table reports (
            id integer primary key autoincrement, key text not null unique, source text not null references sources(name),
            urn text, local_authority text references local_authorities(code), title text,
            published text, inspected text, url text not null, page_url text, availability text not null,
            first_seen text not null, last_seen text not null,
            off_page text,                      -- since when its provider page no longer names it
            replaced_by text,                   -- key of the report that took its place on the page
            asked integer not null default 0,   -- how often it was asked for in vain
            ask_next text,                      -- not before this date
            document_id integer references documents(id),       -- the page or manifest this row was read from
            file_document_id integer references documents(id),  -- the newest file held
            reader_version text
        );
        create index reports_urn on reports(urn);
        create index reports_authority on reports(local_authority, published);
        create index reports_published on reports(published);
        create table report_providers (
            report_id integer not null references reports(id), urn text not null, primary key (report_id, urn)
        );
    """)


@migrations()
def facts_of_reports(db: Database) -> None:
    """What is read from a report's PDF. All rows of a report are replaced when it is read again."""
    tail = "document_id integer not null references documents(id), reader_version text not null"
    db.executescript(f"""
        create table inspections (
            report_id integer primary key references reports(id), family text, report_type text, length text,
            inspection_start text, inspection_end text, dates_printed text, dates_page integer,
            lead_inspector text, lead_inspector_page integer,
            overall_effectiveness text, overall_printed text, overall_page integer, grade_status text not null,
            outcome integer, outcome_printed text, outcome_page integer, theme text, theme_page integer,
            letter_date text, pages integer not null, {tail}
        );
        create table judgements (
            id integer primary key, report_id integer not null references reports(id), position integer not null, body text not null,
            area text not null, name text not null, grade text, grade_printed text, grade_status text not null,
            page integer not null, {tail}
        );
        create index judgements_report on judgements(report_id);
        create table recommendations (
            id integer primary key, report_id integer not null references reports(id), position integer not null, kind text not null,
            addressed_to text not null, addressed_to_printed text, heading text, text text not null, page integer not null, {tail}
        );
        create index recommendations_report on recommendations(report_id);
        create table inspectors (
            id integer primary key, report_id integer not null references reports(id), position integer not null,
            name text not null, lead integer not null, {tail}
        );
        create index inspectors_report on inspectors(report_id);
        create table topics (
            report_id integer not null references reports(id), topic text not null, {tail}, primary key (report_id, topic)
        );
        create table report_paragraphs (
            id integer primary key, report_id integer not null references reports(id), position integer not null,
            number text, page integer not null, section text, text text not null, {tail}
        );
        create index report_paragraphs_report on report_paragraphs(report_id);
        create table report_pages (
            id integer primary key,             -- report_id * 10000 + page
            report_id integer not null references reports(id), page integer not null, text text not null, {tail}
        );
        create index report_pages_report on report_pages(report_id);
    """)


@migrations()
def articles_and_ties(db: Database) -> None:
    """Articles with their versions and links, and what ties them to reports."""
    db.executescript("""
        create table articles (
            id integer primary key,             -- from 1000000000000 up, so that pages and articles share one index
            source text not null references sources(name), url text not null unique,
            aliases text not null default '[]', -- JSON list of other addresses of the same article
            title text not null, authors text not null, -- JSON list
            published text, published_source text, modified text, summary text, excerpt text, text text not null,
            access text not null, reader text not null,
            tied text,                          -- when it was last tied to reports; null where that is still to be done
            gone text,                          -- since when the publisher answers that it is gone
            copy_of integer references articles(id), copy_score real,
            first_seen text not null, last_seen text not null,
            document_id integer not null references documents(id), reader_version text not null
        );
        create index articles_source on articles(source, published);
        create table article_versions (
            article_id integer not null references articles(id), document_id integer not null references documents(id),
            seen text not null, title text not null, text text not null, primary key (article_id, document_id)
        );
        create table article_links (
            id integer primary key, article_id integer not null references articles(id), position integer not null,
            url text not null, text text not null, urn text, report_key text,
            report_id integer references reports(id), document_id integer not null references documents(id), reader_version text not null
        );
        create index article_links_article on article_links(article_id);
        create index article_links_report on article_links(report_id);
        create table mentions (
            id integer primary key, article_id integer not null references articles(id),
            local_authority text references local_authorities(code), report_id integer references reports(id),
            how text not null, score real not null, reader_version text not null
        );
        create index mentions_article on mentions(article_id);
        create index mentions_report on mentions(report_id);
        create index mentions_authority on mentions(local_authority);
        create table quotations (
            id integer primary key, article_id integer not null references articles(id), position integer not null, sentence text not null,
            quoted integer not null default 0,  -- 1 where the sentence holds words in quotation marks attributed to the report
            altered integer not null default 0, -- 1 where the report has these words with another number, or with a "not" more or less
            report_id integer references reports(id), page integer, passage text, score real not null, verdict text not null,
            reader_version text not null
        );
        create index quotations_article on quotations(article_id);
        create index quotations_report on quotations(report_id);
    """)


@migrations()
def full_text_search(db: Database) -> None:
    """One index over pages and articles (ranks are comparable only within one), another over recommendations; kept by triggers."""
    db.executescript("""
        create view search_content as
            select id, '' as title, text from report_pages union all select id, title, text from articles;
        create virtual table search_fts using fts5 (
            title, text, content='search_content', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
        create virtual table recommendations_fts using fts5 (
            text, content='recommendations', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
    """)
    for table, index, columns in (
        ("report_pages", "search_fts", {"title": "''", "text": "{}.text"}),
        ("articles", "search_fts", {"title": "{}.title", "text": "{}.text"}),
        ("recommendations", "recommendations_fts", {"text": "{}.text"}),
    ):
        names = ", ".join(columns)
        new = ", ".join(value.format("new") for value in columns.values())
        old = ", ".join(value.format("old") for value in columns.values())
        insert = f"insert into {index}(rowid, {names}) values (new.id, {new});"
        delete = f"insert into {index}({index}, rowid, {names}) values ('delete', old.id, {old});"
        changed = "title, text" if table == "articles" else "text"
        db.executescript(f"""
            create trigger {table}_search_insert after insert on {table} begin {insert} end;
            create trigger {table}_search_delete after delete on {table} begin {delete} end;
            create trigger {table}_search_update after update of {changed} on {table} begin {delete} {insert} end;
        """)


@migrations()
def views_for_researchers(db: Database) -> None:
    """What researchers ask for most, as views: outcomes, latest outcomes, history, the sector's spreadsheet."""
    for sql in VIEWS.values():
        db.execute(sql)


@migrations()
def takedowns(db: Database) -> None:
    """What was taken out of public files, search and exports, and (in a private table) why; `withdrawn` is the mark the public sees."""
    db.executescript("""
        create table takedowns (
            id integer primary key, kind text not null, -- report or article
            subject text not null,              -- the report's key or the article's id
            url text not null, reason text not null, taken text not null,
            erased text,                        -- since when bytes and rows are gone as well; null where the private copy stays
            undone text                         -- when it was put back; null while it is withheld
        );
        create index takedowns_subject on takedowns(subject);
        alter table reports add column withheld text;  -- since when it is kept out of everything public
        alter table articles add column withheld text;
        create index reports_withheld on reports(id) where withheld is not null;
        create index articles_withheld on articles(id) where withheld is not null;
        create trigger reports_stay_withheld after insert on reports
            when exists (select 1 from takedowns where kind = 'report' and subject = new.key and undone is null)
            begin update reports set withheld = new.first_seen where id = new.id; end;
        create view withdrawn as select kind, subject, min(substr(taken, 1, 10)) as since
            from takedowns where undone is null group by kind, subject;
    """)


@migrations()
def sections_of_pages(db: Database) -> None:
    """Which parts of a report each page belongs to, so that a search can be counted and narrowed by them."""
    db.executescript(PAGE_SECTIONS + FILL)


@migrations()
def articles_by_title_and_excerpt(db: Database) -> None:
    """A third index, over what the public may read of articles, so that a public site finds none by words of its text."""
    db.executescript("""
        create virtual table articles_fts using fts5 (
            title, excerpt, content='articles', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
        insert into articles_fts(articles_fts) values ('rebuild');
        create trigger articles_public_insert after insert on articles begin
            insert into articles_fts(rowid, title, excerpt) values (new.id, new.title, new.excerpt); end;
        create trigger articles_public_delete after delete on articles begin
            insert into articles_fts(articles_fts, rowid, title, excerpt) values ('delete', old.id, old.title, old.excerpt); end;
        create trigger articles_public_update after update of title, excerpt on articles begin
            insert into articles_fts(articles_fts, rowid, title, excerpt) values ('delete', old.id, old.title, old.excerpt);
            insert into articles_fts(rowid, title, excerpt) values (new.id, new.title, new.excerpt); end;
    """)


@migrations()
def changes_of_reissued_reports(db: Database) -> None:
    """What a newer file of a report changed, because the rows read from the older file are replaced."""
    db.executescript("""
        create table report_changes (
            id integer primary key, report_id integer not null references reports(id), seen text not null,
            subject text not null,              -- overall_effectiveness, the printed name of a judgement, or recommendation
            old text, new text,                 -- grade or status, or what is asked for; null: it was added, or is gone
            old_kind text, new_kind text,       -- kind of recommendation; null for grades
            old_page integer, new_page integer,
            old_document_id integer not null references documents(id), document_id integer not null references documents(id)
        );
        create index report_changes_report on report_changes(report_id);
        create index report_changes_seen on report_changes(seen);
    """)


@migrations()
def reconciliations(db: Database) -> None:
    """The archive against Ofsted's yearly files of outcomes, with every difference and its cause."""
    db.executescript("""
        create table reconciliations (
            id integer primary key, file_name text not null, sha256 text not null, as_at text not null unique, made text not null,
            authorities integer not null,       -- rows of the file
            agreed integer not null             -- those of them without any difference
        );
        create table reconciliation_differences (
            id integer primary key, reconciliation_id integer not null references reconciliations(id),
            local_authority_printed text not null, local_authority text references local_authorities(code),
            subject text not null, official text, ours text, cause text not null, report_key text
        );
        create index reconciliation_differences_of on reconciliation_differences(reconciliation_id);
    """)


@migrations()
def full_text_search_of_newest_pages(db: Database) -> None:
    """Nothing any more: the index this made (of the highest ids) is not in new archives; the next migration drops it from others."""


@migrations()
def full_text_search_in_order_of_publication(db: Database) -> None:
    """The index that searches use, by date of publication, with smaller ones over the newest pages of a large archive."""
    for table in ("report_pages", "articles"):
        for event in ("insert", "delete", "update"):
            db.execute(f"drop trigger if exists {table}_recent_{event}")
    db.executescript("""
        drop table if exists search_fts_recent;
        drop view if exists search_fts_recent_content;
        drop table if exists search_fts_recent_from;
    """)
    db.executescript(DATED_INDEX)
    db.execute("insert into search_fts_dated(search_fts_dated) values ('rebuild')")


@migrations()
def indexes_for_pages_of_large_archives(db: Database) -> None:
    """So that priority actions, and the reports that came in or were taken off on a day, are found without reading whole tables."""
    db.executescript("""
        -- `kind` is one of its columns, or SQLite would look at each row again for it
        create index recommendations_priority_actions on recommendations(report_id, addressed_to, kind) where kind = 'priority_action';
        create index reports_off_page on reports(off_page) where off_page is not null;
        create index reports_first_seen on reports(first_seen, published);
    """)


@migrations()
def full_text_search_of_a_sample(db: Database) -> None:
    """The index that tells how long a search would take. Parts begin with a day now: those there are come to be made anew."""
    db.executescript(SAMPLE_SCHEMA)
    for part in PARTS:
        db.execute(f"insert into {part}({part}) values ('delete-all')")
