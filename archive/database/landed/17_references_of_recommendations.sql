-- The reference printed behind what a report asks for: null where there is none, and in rows read before this column was.
        alter table recommendations add column reference text;
