-- What stands on each kept page of an article, as hashes, so that what repeats on a publisher's pages is known without reading them all again.
        create table page_blocks (
            document_id integer primary key references documents (id) on delete cascade,
            hashes text not null,               -- JSON: the page's blocks, a hash each
            left_out text not null              -- JSON: those of them that the last reading left out, since other pages have them too
        );
