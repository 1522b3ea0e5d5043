-- Where documents come from, the originals themselves, and the runs that fetched them.
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
