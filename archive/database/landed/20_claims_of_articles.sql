-- What articles say of reports' grades, dates and numbers, each checked against the report's facts.
        create table claims (
            id integer primary key, article_id integer not null references articles(id), report_id integer not null references reports(id),
            position integer not null,          -- of the sentence in the article, as in quotations
            kind text not null, subject text not null,
            said text not null,                 -- a grade, an ISO day or month (first/last of several), or a number
            stated text,                        -- the same in the report; null where it does not state it
            page integer, verdict text not null, reader_version text not null
        );
        create index claims_article on claims(article_id, position);
        create index claims_report on claims(report_id);
        create index claims_verdict on claims(verdict, article_id);
