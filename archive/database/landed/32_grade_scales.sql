-- A grade belongs to the scale of its inspectorate.
        alter table sources add column grades text; -- JSON list of the words of its overall grades, the best first; null where not stated
        update sources set grades = '["Outstanding", "Good", "Requires improvement", "Inadequate"]' where ofsted_urns;
