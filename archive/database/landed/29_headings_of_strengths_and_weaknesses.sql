-- More headings say what needs to improve ("Key weaknesses", "Within three months:", "Priorities for further improvement") and what is good
-- ("What is working well"); "Next steps" says who writes to whom. A paragraph's parts are bits of its id in the index, which is built anew.
drop trigger report_paragraphs_sections_insert;
drop trigger report_paragraphs_sections_delete;
drop trigger report_paragraphs_search_insert;
drop trigger report_paragraphs_search_delete;
drop trigger report_paragraphs_search_update;
drop trigger report_paragraphs_engine_insert;
drop trigger report_paragraphs_engine_delete;
drop trigger report_paragraphs_engine_update;
drop view search_content;
drop index report_paragraphs_search;
alter table report_paragraphs drop column search_id;
alter table report_paragraphs drop column sections;
alter table report_paragraphs add column sections integer generated always as (iif(section is null, 0,
    iif(section like '%summary%'
        or section like '%main findings%'
        or section like '%headline findings%'
        or section like 'overview', 1, 0)
    | iif((section like '%to improve%' and section not like '%capacity to improve%')
        or section like '%for improvement%'
        or section like '%for development%'
        or section like '%further improvement%'
        or section like '%recommendation%'
        or section like '%priority %action%'
        or section like '%need to do better%'
        or section like '%weakness%'
        or section like '%not working well%'
        or section like '%ineffective practice%'
        or section like 'immediately%'
        or section like 'within % month%', 2, 0)
    | iif(section like '%leaders%', 4, 0)
    | iif(section like '%help and protection%', 8, 0)
    | iif(section like '%children in care%'
        or section like '%looked after and achieving%'
        or section like '%for looked after children%', 16, 0)
    | iif(section like '%care leavers%', 32, 0)
    | iif(section like '%adoption%', 64, 0)
    | iif(section like '%safeguarding children board%'
        or section like '%lscb%', 128, 0)
    | iif((section like '%strength%' and section not like '%strengthen%')
        or section like '%doing that is effective%'
        or (section like '%effective practice%' and section not like '%ineffective practice%')
        or (section like '%working well%' and section not like '%not working well%')
        or section like '%good practice%'
        or section like '%going well%'
        or section like '%doing well%', 256, 0)
    | iif(section like 'what is it like to be a child%', 512, 0)
    | iif(section like '%information about%'
        or section like '% in this area'
        or section like 'about %inspection'
        or section like '%inspection team%', 1024, 0))) virtual;
alter table report_paragraphs add column search_id integer generated always as (4503599627370496 + report_id * 536870912 + position * 4096 + sections) virtual;
create unique index report_paragraphs_search on report_paragraphs(search_id);
create view search_content as
    select search_id as id, '' as title, text from report_paragraphs
        union all select id, '', coalesce(rest, text) from report_pages where coalesce(rest, text) <> ''
        union all select id, title, text from articles;
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
update search_engine set token = '';
delete from search_changes;
delete from page_sections;
insert into page_sections select report_id * 10000 + page, sections from report_paragraphs
    where section is not null order by id
    on conflict (id) do update set sections = sections | excluded.sections;
create trigger report_paragraphs_sections_insert after insert on report_paragraphs when new.section is not null begin
    insert into page_sections values (new.report_id * 10000 + new.page, new.sections)
        on conflict (id) do update set sections = sections | excluded.sections;
end;
create trigger report_paragraphs_sections_delete after delete on report_paragraphs begin
    delete from page_sections where id = old.report_id * 10000 + old.page;
end;
