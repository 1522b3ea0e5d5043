-- What a newer file of a report changed, because the rows read from the older file are replaced.
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
