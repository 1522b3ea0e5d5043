-- Why an article is tied to a report: JSON list of {kind, detail, weight}; null where no report is tied, and in rows made before this column was.
        alter table mentions add column evidence text;
