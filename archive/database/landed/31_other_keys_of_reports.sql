-- A file that was added by hand and that its inspectorate lists too is one report: keys that it had before lead to it.
        alter table reports add column other_keys text; -- JSON list; null where there are none
        create index reports_other_keys on reports(id) where other_keys is not null;
-- Each file that is added looks for a report with its address, or with its bytes: among 550,000 reports each look read all of them.
        create index reports_url on reports(url);
        create index reports_file on reports(file_document_id);
