-- A hash of every row that a reading or a command of ours wrote, so that `archive verify` finds rows that something else changed.
        create table row_seals (
            kind integer not null,              -- the table, by the numbers of archive/store/seals.py
            key not null,                       -- its primary key; of several columns, with "|" between
            seal integer not null,
            primary key (kind, key)
        ) without rowid;
