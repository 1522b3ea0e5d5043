-- What the search engine beside the archive (archive.db-search/words) has yet to take in, noted by triggers once it has been built.
-- `token` names the state of the archive that the engine holds: the same stands in the engine. Empty where there is none.
create table search_engine (
    token text not null                     -- of the engine's last commit; empty: never built
);
insert into search_engine values ('');
create table search_changes (
    seq integer primary key autoincrement,
    row integer not null                    -- row of search_content that was added, changed or deleted
);
create trigger report_paragraphs_engine_insert after insert on report_paragraphs when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (new.search_id);
end;
create trigger report_paragraphs_engine_delete after delete on report_paragraphs when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (old.search_id);
end;
create trigger report_paragraphs_engine_update after update of report_id, position, section, text on report_paragraphs
    when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (old.search_id), (new.search_id);
end;
create trigger report_pages_engine_insert after insert on report_pages when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (new.id);
end;
create trigger report_pages_engine_delete after delete on report_pages when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (old.id);
end;
create trigger report_pages_engine_update after update of text, rest on report_pages when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (new.id);
end;
create trigger articles_engine_insert after insert on articles when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (new.id);
end;
create trigger articles_engine_delete after delete on articles when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (old.id);
end;
create trigger articles_engine_update after update of title, text on articles when (select token from search_engine) <> '' begin
    insert into search_changes(row) values (new.id);
end;
