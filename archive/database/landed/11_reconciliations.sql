-- The archive against Ofsted's yearly files of outcomes, with every difference and its cause.
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
