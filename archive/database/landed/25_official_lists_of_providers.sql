-- Social care providers and schools as Ofsted's own lists have them: facts apart from what was read from reports. Of a children's home, and of any
-- provider whose name a list holds back, there is no name, place or owner.
        create table official_providers (
            id integer primary key,
            statistics text not null,           -- social_care (yearly) or schools (monthly)
            file_name text not null, sha256 text not null, as_at text not null, loaded text not null,
            row integer not null,               -- in the sheet
            urn text not null,
            provision_type text not null,       -- as printed
            status text, registered text,
            name text,
            local_authority_printed text,
            local_authority text references local_authorities(code),  -- null where none of this name is known
            region text, sector text, places integer,
            owner text,                         -- the organisation that owns the provider
            education_urn text,                 -- its number as a school
            unique (statistics, as_at, urn)
        );
        create table official_provider_inspections (
            id integer primary key,
            statistics text not null, sha256 text not null, as_at text not null,
            list text not null,                 -- latest, previous or year; of schools also graded or ungraded
            row integer not null,               -- in the sheet
            urn text not null,
            event_type text, event_number text,
            inspection_start text, published text,
            overall_effectiveness text,         -- vocabulary GRADES; null where there is none, or it is on another scale
            judgements text not null            -- JSON: each judgement's title and value as printed
        );
        create index official_provider_inspections_of on official_provider_inspections(urn, as_at);
        create index official_provider_inspections_as_at on official_provider_inspections(statistics, as_at);
