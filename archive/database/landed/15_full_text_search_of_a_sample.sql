-- The index that tells how long a search would take. Parts begin with a day now: those there are come to be made anew.
-- (Archives of one earlier version lack one of the parts that are emptied here: it is made first, or they could not be opened. The next
-- migration makes their whole index anew.)
create virtual table if not exists search_fts_dated_small using fts5 (title, text, content='search_fts_dated_small_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2');
create virtual table if not exists search_fts_dated_medium using fts5 (title, text, content='search_fts_dated_medium_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2');
create virtual table if not exists search_fts_dated_large using fts5 (title, text, content='search_fts_dated_large_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2');
    drop table search_fts_dated_parts;
    create table search_fts_dated_parts (
        name text primary key,                  -- of an index over the newest pages, or of the whole; no row while it is not in use
        pages integer not null,                 -- how many, with articles, it held at the end of the last run
        first integer not null                  -- the lowest place it holds, where a day begins
    );
    
        
        create view search_fts_dated_sample_content as select * from (
            select (min(cast(substr(replace(substr(coalesce(r.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + p.id) as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select (min(cast(substr(replace(substr(coalesce(published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id - 1000000000000 + 90000000000), title, text from articles
        ) where place >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample')
    ;
        create virtual table search_fts_dated_sample using fts5 (
            title, text, content='search_fts_dated_sample_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2'
        );
        
        create trigger report_pages_search_fts_dated_sample_insert after insert on report_pages begin insert into search_fts_dated_sample(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
        create trigger report_pages_search_fts_dated_sample_delete after delete on report_pages begin insert into search_fts_dated_sample(search_fts_dated_sample, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
        create trigger report_pages_search_fts_dated_sample_update after update of text on report_pages begin insert into search_fts_dated_sample(search_fts_dated_sample, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); insert into search_fts_dated_sample(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
            
        create trigger articles_search_fts_dated_sample_insert after insert on articles begin insert into search_fts_dated_sample(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
        create trigger articles_search_fts_dated_sample_delete after delete on articles begin insert into search_fts_dated_sample(search_fts_dated_sample, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
        create trigger articles_search_fts_dated_sample_update after update of published, title, text on articles begin insert into search_fts_dated_sample(search_fts_dated_sample, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); insert into search_fts_dated_sample(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample'); end;
            
        create trigger reports_search_fts_dated_sample_update after update of published on reports when new.published is not old.published begin
            insert into search_fts_dated_sample(search_fts_dated_sample, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample');
            insert into search_fts_dated_sample(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_sample');
        end;
insert into search_fts_dated_sample(search_fts_dated_sample) values ('delete-all');
insert into search_fts_dated_small(search_fts_dated_small) values ('delete-all');
insert into search_fts_dated_medium(search_fts_dated_medium) values ('delete-all');
insert into search_fts_dated_large(search_fts_dated_large) values ('delete-all');
