-- What was taken out of public files, search and exports, and (in a private table) why; `withdrawn` is the mark the public sees.
        create table takedowns (
            id integer primary key, kind text not null, -- report or article
            subject text not null,              -- the report's key or the article's id
            url text not null, reason text not null, taken text not null,
            erased text,                        -- since when bytes and rows are gone as well; null where the private copy stays
            undone text                         -- when it was put back; null while it is withheld
        );
        create index takedowns_subject on takedowns(subject);
        alter table reports add column withheld text;  -- since when it is kept out of everything public
        alter table articles add column withheld text;
        create index reports_withheld on reports(id) where withheld is not null;
        create index articles_withheld on articles(id) where withheld is not null;
        create trigger reports_stay_withheld after insert on reports
            when exists (select 1 from takedowns where kind = 'report' and subject = new.key and undone is null)
            begin update reports set withheld = new.first_seen where id = new.id; end;
        create view withdrawn as select kind, subject, min(substr(taken, 1, 10)) as since
            from takedowns where undone is null group by kind, subject;
