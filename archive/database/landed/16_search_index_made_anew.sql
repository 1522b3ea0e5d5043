-- The index that searches use, made anew in archives in which an earlier version made it otherwise; in all others nothing is done.
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
    create table search_fts_dated_parts (
        name text primary key,                  -- of an index over the newest pages, or of the whole; no row while it is not in use
        pages integer not null,                 -- how many, with articles, it held at the end of the last run
        first integer not null                  -- the lowest place it holds, where a day begins
    );
    
        
        create view search_fts_dated_content as select * from (
            select (min(cast(substr(replace(substr(coalesce(r.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + p.id) as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select (min(cast(substr(replace(substr(coalesce(published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id - 1000000000000 + 90000000000), title, text from articles
        ) where place >= 0
    ;
        create virtual table search_fts_dated using fts5 (
            title, text, content='search_fts_dated_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2'
        );
        
        create trigger report_pages_search_fts_dated_insert after insert on report_pages begin insert into search_fts_dated(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= 0; end;
        create trigger report_pages_search_fts_dated_delete after delete on report_pages begin insert into search_fts_dated(search_fts_dated, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= 0; end;
        create trigger report_pages_search_fts_dated_update after update of text on report_pages begin insert into search_fts_dated(search_fts_dated, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= 0; insert into search_fts_dated(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= 0; end;
            
        create trigger articles_search_fts_dated_insert after insert on articles begin insert into search_fts_dated(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= 0; end;
        create trigger articles_search_fts_dated_delete after delete on articles begin insert into search_fts_dated(search_fts_dated, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= 0; end;
        create trigger articles_search_fts_dated_update after update of published, title, text on articles begin insert into search_fts_dated(search_fts_dated, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= 0; insert into search_fts_dated(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= 0; end;
            
        create trigger reports_search_fts_dated_update after update of published on reports when new.published is not old.published begin
            insert into search_fts_dated(search_fts_dated, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= 0;
            insert into search_fts_dated(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= 0;
        end;
        
        
        create view search_fts_dated_small_content as select * from (
            select (min(cast(substr(replace(substr(coalesce(r.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + p.id) as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select (min(cast(substr(replace(substr(coalesce(published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id - 1000000000000 + 90000000000), title, text from articles
        ) where place >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small')
    ;
        create virtual table search_fts_dated_small using fts5 (
            title, text, content='search_fts_dated_small_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2'
        );
        
        create trigger report_pages_search_fts_dated_small_insert after insert on report_pages begin insert into search_fts_dated_small(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
        create trigger report_pages_search_fts_dated_small_delete after delete on report_pages begin insert into search_fts_dated_small(search_fts_dated_small, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
        create trigger report_pages_search_fts_dated_small_update after update of text on report_pages begin insert into search_fts_dated_small(search_fts_dated_small, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); insert into search_fts_dated_small(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
            
        create trigger articles_search_fts_dated_small_insert after insert on articles begin insert into search_fts_dated_small(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
        create trigger articles_search_fts_dated_small_delete after delete on articles begin insert into search_fts_dated_small(search_fts_dated_small, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
        create trigger articles_search_fts_dated_small_update after update of published, title, text on articles begin insert into search_fts_dated_small(search_fts_dated_small, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); insert into search_fts_dated_small(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small'); end;
            
        create trigger reports_search_fts_dated_small_update after update of published on reports when new.published is not old.published begin
            insert into search_fts_dated_small(search_fts_dated_small, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small');
            insert into search_fts_dated_small(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_small');
        end;
        
        
        create view search_fts_dated_medium_content as select * from (
            select (min(cast(substr(replace(substr(coalesce(r.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + p.id) as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select (min(cast(substr(replace(substr(coalesce(published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id - 1000000000000 + 90000000000), title, text from articles
        ) where place >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium')
    ;
        create virtual table search_fts_dated_medium using fts5 (
            title, text, content='search_fts_dated_medium_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2'
        );
        
        create trigger report_pages_search_fts_dated_medium_insert after insert on report_pages begin insert into search_fts_dated_medium(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
        create trigger report_pages_search_fts_dated_medium_delete after delete on report_pages begin insert into search_fts_dated_medium(search_fts_dated_medium, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
        create trigger report_pages_search_fts_dated_medium_update after update of text on report_pages begin insert into search_fts_dated_medium(search_fts_dated_medium, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); insert into search_fts_dated_medium(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
            
        create trigger articles_search_fts_dated_medium_insert after insert on articles begin insert into search_fts_dated_medium(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
        create trigger articles_search_fts_dated_medium_delete after delete on articles begin insert into search_fts_dated_medium(search_fts_dated_medium, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
        create trigger articles_search_fts_dated_medium_update after update of published, title, text on articles begin insert into search_fts_dated_medium(search_fts_dated_medium, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); insert into search_fts_dated_medium(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium'); end;
            
        create trigger reports_search_fts_dated_medium_update after update of published on reports when new.published is not old.published begin
            insert into search_fts_dated_medium(search_fts_dated_medium, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium');
            insert into search_fts_dated_medium(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_medium');
        end;
        
        
        create view search_fts_dated_large_content as select * from (
            select (min(cast(substr(replace(substr(coalesce(r.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + p.id) as place, '' as title, p.text from reports r join report_pages p on p.report_id = r.id
            union all select (min(cast(substr(replace(substr(coalesce(published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id - 1000000000000 + 90000000000), title, text from articles
        ) where place >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large')
    ;
        create virtual table search_fts_dated_large using fts5 (
            title, text, content='search_fts_dated_large_content', content_rowid='place', tokenize='porter unicode61 remove_diacritics 2'
        );
        
        create trigger report_pages_search_fts_dated_large_insert after insert on report_pages begin insert into search_fts_dated_large(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
        create trigger report_pages_search_fts_dated_large_delete after delete on report_pages begin insert into search_fts_dated_large(search_fts_dated_large, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
        create trigger report_pages_search_fts_dated_large_update after update of text on report_pages begin insert into search_fts_dated_large(search_fts_dated_large, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = old.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id) as at, '' as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); insert into search_fts_dated_large(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce((select published from reports where id = new.report_id), ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id) as at, '' as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
            
        create trigger articles_search_fts_dated_large_insert after insert on articles begin insert into search_fts_dated_large(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
        create trigger articles_search_fts_dated_large_delete after delete on articles begin insert into search_fts_dated_large(search_fts_dated_large, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
        create trigger articles_search_fts_dated_large_update after update of published, title, text on articles begin insert into search_fts_dated_large(search_fts_dated_large, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + old.id - 1000000000000 + 90000000000) as at, old.title as title, old.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); insert into search_fts_dated_large(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + new.id - 1000000000000 + 90000000000) as at, new.title as title, new.text as text ) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large'); end;
            
        create trigger reports_search_fts_dated_large_update after update of published on reports when new.published is not old.published begin
            insert into search_fts_dated_large(search_fts_dated_large, rowid, title, text) select 'delete', at, title, text from (select (min(cast(substr(replace(substr(coalesce(old.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large');
            insert into search_fts_dated_large(rowid, title, text) select at, title, text from (select (min(cast(substr(replace(substr(coalesce(new.published, ''), 1, 10), '-', '') || '00000000', 1, 8) as integer), 92000000) * 100000000000 + id) as at, '' as title, text as text from report_pages where report_id = new.id) where at >= (select first from search_fts_dated_parts where name = 'search_fts_dated_large');
        end;
        
    
        
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
insert into search_fts_dated(search_fts_dated) values ('rebuild');
