-- What is read from a report's PDF. All rows of a report are replaced when it is read again.
        create table inspections (
            report_id integer primary key references reports(id), family text, report_type text, length text,
            inspection_start text, inspection_end text, dates_printed text, dates_page integer,
            lead_inspector text, lead_inspector_page integer,
            overall_effectiveness text, overall_printed text, overall_page integer, grade_status text not null,
            outcome integer, outcome_printed text, outcome_page integer, theme text, theme_page integer,
            letter_date text, pages integer not null, document_id integer not null references documents(id), reader_version text not null
        );
        create table judgements (
            id integer primary key, report_id integer not null references reports(id), position integer not null, body text not null,
            area text not null, name text not null, grade text, grade_printed text, grade_status text not null,
            page integer not null, document_id integer not null references documents(id), reader_version text not null
        );
        create index judgements_report on judgements(report_id);
        create table recommendations (
            id integer primary key, report_id integer not null references reports(id), position integer not null, kind text not null,
            addressed_to text not null, addressed_to_printed text, heading text, text text not null, page integer not null, document_id integer not null references documents(id), reader_version text not null
        );
        create index recommendations_report on recommendations(report_id);
        create table inspectors (
            id integer primary key, report_id integer not null references reports(id), position integer not null,
            name text not null, lead integer not null, document_id integer not null references documents(id), reader_version text not null
        );
        create index inspectors_report on inspectors(report_id);
        create table topics (
            report_id integer not null references reports(id), topic text not null, document_id integer not null references documents(id), reader_version text not null, primary key (report_id, topic)
        );
        create table report_paragraphs (
            id integer primary key, report_id integer not null references reports(id), position integer not null,
            number text, page integer not null, section text, text text not null, document_id integer not null references documents(id), reader_version text not null
        );
        create index report_paragraphs_report on report_paragraphs(report_id);
        create table report_pages (
            id integer primary key,             -- report_id * 10000 + page
            report_id integer not null references reports(id), page integer not null, text text not null, document_id integer not null references documents(id), reader_version text not null
        );
        create index report_pages_report on report_pages(report_id);
