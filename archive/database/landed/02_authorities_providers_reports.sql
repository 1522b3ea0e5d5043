-- Who is inspected, and the reports that provider pages name.
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
