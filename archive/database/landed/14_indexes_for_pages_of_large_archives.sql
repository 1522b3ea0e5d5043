-- So that priority actions, and the reports that came in or were taken off on a day, are found without reading whole tables.
        -- `kind` is one of its columns, or SQLite would look at each row again for it
        create index recommendations_priority_actions on recommendations(report_id, addressed_to, kind) where kind = 'priority_action';
        create index reports_off_page on reports(off_page) where off_page is not null;
        create index reports_first_seen on reports(first_seen, published);
