"""One row for each report and article, with the columns that lists, filters and counts need."""

# The grade as filters know it: a grade of another inspectorate's stated scale has the name of its source before it ("norwell:Good").
SCALE_GRADE = """coalesce({i}.overall_effectiveness, case when {i}.grade_status = 'other_scale' then
    (select s.name || ':' || {i}.overall_printed from sources s where s.name = {r}.source and s.grades is not null)
    end, {i}.grade_status)"""
# Whom the report `r` is about where that is no council: the provider of another inspectorate's report, whose area may be a council's, and
# of Ofsted's where no authority is known (a school). Never a children's home of Ofsted's, nor a provider whose name its lists leave out.
_OFSTED = "(select name from sources where coalesce(ofsted_urns, kind = 'inspectorate'))"  # older snapshots have no other inspectorate
_PROVIDER = "(select p.name from providers p where p.source = r.source and p.urn = r.urn)"
OTHER_PROVIDER = f"""case when r.source not in {_OFSTED} then {_PROVIDER}
    when r.local_authority is null
        and not exists (select 1 from providers h where h.urn = r.urn and h.provider_type = '2' and h.source in {_OFSTED})
        and not exists (select 1 from official_providers o where o.urn = r.urn and o.statistics = 'social_care' and o.name is null)
    then {_PROVIDER} end"""
# One row a report or article, with the columns that filters and counts use. `grade` falls back to the reason for there being none.
REPORTS = f"""
    select r.id, r.key, r.title, r.source, r.local_authority as authority, a.name as authority_name, a.region,
        r.published, coalesce(i.inspection_end, r.inspected) as inspected, substr(r.published, 1, 4) as year,
        coalesce(i.report_type, 'not_known') as kind, coalesce(i.overall_effectiveness, i.grade_status) as grade,
        {SCALE_GRADE.format(r="r", i="i")} as scale_grade, i.outcome as send_outcome, i.outcome_printed as send_sentence, d.sha256,
        {OTHER_PROVIDER} as other_provider, i.overall_printed
    from reports r left join local_authorities a on a.code = r.local_authority
        left join inspections i on i.report_id = r.id left join documents d on d.id = r.file_document_id and d.kind = 'report'
"""
# Who wrote what the source `s` publishes, and the sentence that its terms ask for. Older snapshots say neither: their reports are Ofsted's.
AUTHOR = """coalesce(s.author, iif(s.kind = 'publisher', s.title, 'Ofsted')) as author, coalesce(s.attribution, iif(s.kind = 'publisher',
    s.terms, 'Contains public sector information licensed under the Open Government Licence v3.0.')) as attribution"""
ARTICLES = """
    select n.id, n.title, n.source, m.local_authority as authority, a.name as authority_name, a.region,
        substr(n.published, 1, 10) as published, null as inspected, substr(n.published, 1, 4) as year, 'article' as kind,
        null as grade, null as scale_grade
    from articles n left join mentions m on m.id = (
            select id from mentions where article_id = n.id and local_authority is not null order by score desc, id limit 1)
        left join local_authorities a on a.code = m.local_authority
"""
