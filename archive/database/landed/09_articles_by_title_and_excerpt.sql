-- A third index, over what the public may read of articles, so that a public site finds none by words of its text.
        create virtual table articles_fts using fts5 (
            title, excerpt, content='articles', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
        );
        insert into articles_fts(articles_fts) values ('rebuild');
        create trigger articles_public_insert after insert on articles begin
            insert into articles_fts(rowid, title, excerpt) values (new.id, new.title, new.excerpt); end;
        create trigger articles_public_delete after delete on articles begin
            insert into articles_fts(articles_fts, rowid, title, excerpt) values ('delete', old.id, old.title, old.excerpt); end;
        create trigger articles_public_update after update of title, excerpt on articles begin
            insert into articles_fts(articles_fts, rowid, title, excerpt) values ('delete', old.id, old.title, old.excerpt);
            insert into articles_fts(rowid, title, excerpt) values (new.id, new.title, new.excerpt); end;
