-- One index over pages and articles (ranks are comparable only within one), another over recommendations; kept by triggers.
        create view search_content as
            select id, '' as title, text from report_pages union all select id, title, text from articles;
        create virtual table search_fts using fts5 (
            title, text, content='search_content', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
        create virtual table recommendations_fts using fts5 (
            text, content='recommendations', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
            create trigger report_pages_search_insert after insert on report_pages begin insert into search_fts(rowid, title, text) values (new.id, '', new.text); end;
            create trigger report_pages_search_delete after delete on report_pages begin insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, '', old.text); end;
            create trigger report_pages_search_update after update of text on report_pages begin insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, '', old.text); insert into search_fts(rowid, title, text) values (new.id, '', new.text); end;
            create trigger articles_search_insert after insert on articles begin insert into search_fts(rowid, title, text) values (new.id, new.title, new.text); end;
            create trigger articles_search_delete after delete on articles begin insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, old.title, old.text); end;
            create trigger articles_search_update after update of title, text on articles begin insert into search_fts(search_fts, rowid, title, text) values ('delete', old.id, old.title, old.text); insert into search_fts(rowid, title, text) values (new.id, new.title, new.text); end;
            create trigger recommendations_search_insert after insert on recommendations begin insert into recommendations_fts(rowid, text) values (new.id, new.text); end;
            create trigger recommendations_search_delete after delete on recommendations begin insert into recommendations_fts(recommendations_fts, rowid, text) values ('delete', old.id, old.text); end;
            create trigger recommendations_search_update after update of text on recommendations begin insert into recommendations_fts(recommendations_fts, rowid, text) values ('delete', old.id, old.text); insert into recommendations_fts(rowid, text) values (new.id, new.text); end;
