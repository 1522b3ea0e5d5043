-- Pages of publishers that a crawl did not take, so that somebody can see whether it was right to leave them out.
        create table refused_pages (
            source text not null references sources (name),
            url text not null,                  -- as it was listed or asked for
            title text,                         -- null where neither the list nor the page gave one
            why text not null,                  -- vocabulary REFUSALS; the newest reason
            first_seen text not null,
            last_seen text not null,            -- the last run that refused it
            primary key (source, url)
        );
