-- One full-text index over paragraphs, what stands in none of them, and articles, in the place of five over pages.
-- `rest` is null in rows of before: then all of the page is searched, beside its paragraphs, until the report is read again.
-- A row of search_fts is a paragraph (its search_id: 2^52, and from there 23 bits of the report, 17 of the position, 12 of `sections`),
-- a page (its id: report_id * 10000 + page) or an article (its id, from 10^12 on).
drop trigger if exists report_pages_search_fts_dated_insert;
drop trigger if exists report_pages_search_fts_dated_delete;
drop trigger if exists report_pages_search_fts_dated_update;
drop trigger if exists articles_search_fts_dated_insert;
drop trigger if exists articles_search_fts_dated_delete;
drop trigger if exists articles_search_fts_dated_update;
drop trigger if exists reports_search_fts_dated_update;
drop table if exists search_fts_dated;
drop view if exists search_fts_dated_content;
drop trigger if exists report_pages_search_fts_dated_sample_insert;
drop trigger if exists report_pages_search_fts_dated_sample_delete;
drop trigger if exists report_pages_search_fts_dated_sample_update;
drop trigger if exists articles_search_fts_dated_sample_insert;
drop trigger if exists articles_search_fts_dated_sample_delete;
drop trigger if exists articles_search_fts_dated_sample_update;
drop trigger if exists reports_search_fts_dated_sample_update;
drop table if exists search_fts_dated_sample;
drop view if exists search_fts_dated_sample_content;
drop trigger if exists report_pages_search_fts_dated_small_insert;
drop trigger if exists report_pages_search_fts_dated_small_delete;
drop trigger if exists report_pages_search_fts_dated_small_update;
drop trigger if exists articles_search_fts_dated_small_insert;
drop trigger if exists articles_search_fts_dated_small_delete;
drop trigger if exists articles_search_fts_dated_small_update;
drop trigger if exists reports_search_fts_dated_small_update;
drop table if exists search_fts_dated_small;
drop view if exists search_fts_dated_small_content;
drop trigger if exists report_pages_search_fts_dated_medium_insert;
drop trigger if exists report_pages_search_fts_dated_medium_delete;
drop trigger if exists report_pages_search_fts_dated_medium_update;
drop trigger if exists articles_search_fts_dated_medium_insert;
drop trigger if exists articles_search_fts_dated_medium_delete;
drop trigger if exists articles_search_fts_dated_medium_update;
drop trigger if exists reports_search_fts_dated_medium_update;
drop table if exists search_fts_dated_medium;
drop view if exists search_fts_dated_medium_content;
drop trigger if exists report_pages_search_fts_dated_large_insert;
drop trigger if exists report_pages_search_fts_dated_large_delete;
drop trigger if exists report_pages_search_fts_dated_large_update;
drop trigger if exists articles_search_fts_dated_large_insert;
drop trigger if exists articles_search_fts_dated_large_delete;
drop trigger if exists articles_search_fts_dated_large_update;
drop trigger if exists reports_search_fts_dated_large_update;
drop table if exists search_fts_dated_large;
drop view if exists search_fts_dated_large_content;
drop table if exists search_fts_dated_parts;
drop trigger report_pages_search_insert;
drop trigger report_pages_search_delete;
drop trigger report_pages_search_update;
drop trigger articles_search_insert;
drop trigger articles_search_delete;
drop trigger articles_search_update;
drop table search_fts;
drop view search_content;
alter table report_pages add column rest text;
alter table report_paragraphs add column page_end integer;
alter table report_paragraphs add column sections integer generated always as (iif(section is null, 0, iif(section like '%summary%' or section like '%main findings%' or section like '%headline findings%' or section like 'overview', 1, 0) | iif(section like '%need% to improve%' or section like '%area% for improvement%' or section like 'recommendations%' or section like '%priority %action%' or section like 'next steps%' or section like '%need to do better%', 2, 0) | iif(section like '%leaders%', 4, 0) | iif(section like '%help and protection%', 8, 0) | iif(section like '%children in care%' or section like '%looked after and achieving%' or section like '%for looked after children%', 16, 0) | iif(section like '%care leavers%', 32, 0) | iif(section like '%adoption%', 64, 0) | iif(section like '%safeguarding children board%' or section like '%lscb%', 128, 0) | iif(section like '%strength%' or section like '%doing that is effective%' or section like '%effective practice%', 256, 0) | iif(section like 'what is it like to be a child%', 512, 0) | iif(section like '%information about%' or section like '% in this area' or section like 'about %inspection' or section like '%inspection team%', 1024, 0))) virtual;
alter table report_paragraphs add column search_id integer generated always as (4503599627370496 + report_id * 536870912 + position * 4096 + sections) virtual;
create unique index report_paragraphs_search on report_paragraphs(search_id);
create view search_content as
    select search_id as id, '' as title, text from report_paragraphs
        union all select id, '', coalesce(rest, text) from report_pages where coalesce(rest, text) <> ''
        union all select id, title, text from articles;
create virtual table search_fts using fts5 (
    title, text, content='search_content', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
insert into search_fts(search_fts) values ('rebuild');
create trigger report_paragraphs_search_insert after insert on report_paragraphs begin
    insert into search_fts(rowid, title, text) values (new.search_id, '', new.text);
end;
create trigger report_paragraphs_search_delete after delete on report_paragraphs begin
    insert into search_fts(search_fts, rowid, title, text) values ('delete', old.search_id, '', old.text);
end;
create trigger report_paragraphs_search_update after update of report_id, position, section, text on report_paragraphs begin
    insert into search_fts(search_fts, rowid, title, text) values ('delete', old.search_id, '', old.text);
    insert into search_fts(rowid, title, text) values (new.search_id, '', new.text);
end;
create trigger report_pages_search_insert after insert on report_pages begin
    insert into search_fts(rowid, title, text) select new.id, '', coalesce(new.rest, new.text) where coalesce(new.rest, new.text) <> '';
end;
create trigger report_pages_search_delete after delete on report_pages begin
    insert into search_fts(search_fts, rowid, title, text) select 'delete', old.id, '', coalesce(old.rest, old.text) where coalesce(old.rest, old.text) <> '';
end;
create trigger report_pages_search_update after update of text, rest on report_pages begin
    insert into search_fts(search_fts, rowid, title, text) select 'delete', old.id, '', coalesce(old.rest, old.text) where coalesce(old.rest, old.text) <> '';
    insert into search_fts(rowid, title, text) select new.id, '', coalesce(new.rest, new.text) where coalesce(new.rest, new.text) <> '';
end;
create trigger articles_search_insert after insert on articles begin
    insert into search_fts(rowid, title, text) values (new.id, new.title, new.text);
end;
create trigger articles_search_delete after delete on articles begin
    insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, old.title, old.text);
end;
create trigger articles_search_update after update of title, text on articles begin
    insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, old.title, old.text);
    insert into search_fts(rowid, title, text) values (new.id, new.title, new.text);
end;
