-- Inspections as Ofsted's own statistics list them: facts apart from what was read from reports.
        create table official_inspections (
            id integer primary key,
            statistics text not null,           -- outcomes (yearly, of local authorities) or area_send (2016 to 2022)
            file_name text not null, sha256 text not null, as_at text not null, loaded text not null,
            list text not null,                 -- latest, year, history or area_send
            row integer not null,               -- in the sheet
            kind text not null,
            local_authority_printed text not null, local_authority_code_printed text,
            local_authority text references local_authorities(code),  -- null where none of this name is known
            inspection_start text, inspection_end text, published text,
            outcome text,                       -- a grade, or the outcome of area SEND in words
            theme text, link text
        );
        create index official_inspections_of on official_inspections(local_authority, kind);
        create index official_inspections_as_at on official_inspections(statistics, as_at);
