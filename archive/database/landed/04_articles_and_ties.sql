-- Articles with their versions and links, and what ties them to reports.
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
