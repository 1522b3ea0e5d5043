-- A provider's number is its source's: two inspectorates may give the same one. Who wrote a source's reports, and under which terms, is the
-- source's fact. All that an archive held until now is Ofsted's, or was added by hand under Ofsted's numbers.
        alter table sources add column author text;         -- who writes its reports, as citations name them
        alter table sources add column attribution text;    -- the sentence that whoever uses its reports must print
        alter table sources add column ofsted_urns integer not null default 0;  -- 1 where providers have Ofsted's unique reference numbers
        update sources set ofsted_urns = 1, author = 'Ofsted',
            attribution = 'Contains public sector information licensed under the Open Government Licence v3.0.' where kind = 'inspectorate';
        update sources set author = title, attribution = terms where kind <> 'inspectorate';
        create table providers_of_sources (
            source text not null references sources(name),
            urn text not null, name text not null, provider_type text not null, status text, address text,
            local_authority text references local_authorities(code), url text not null,
            document_id integer not null references documents(id), reader_version text not null,
            stated_authority text,              -- the authority as the source states it: an ONS code or a printed name
            primary key (source, urn)
        );
        insert into providers_of_sources
            select d.source, p.urn, p.name, p.provider_type, p.status, p.address, p.local_authority, p.url, p.document_id, p.reader_version, null
            from providers p join documents d on d.id = p.document_id;
        drop table providers;
        alter table providers_of_sources rename to providers;
        create index providers_type on providers(provider_type);
        delete from row_seals where kind = 2;   -- their keys have changed; they are sealed again after this
        alter table reports add column stated_authority text;  -- as the source states it; null where the provider's number says it
