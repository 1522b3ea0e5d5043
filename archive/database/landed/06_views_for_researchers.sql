-- What researchers ask for most, as views: outcomes, latest outcomes, history, the sector's spreadsheet.
    create view inspection_outcomes as
    with judged as (
        select report_id, max(case when area = 'leadership' then coalesce(grade, grade_status) end) as leadership,
            max(case when area = 'help_and_protection' then coalesce(grade, grade_status) end) as help_and_protection,
            max(case when area = 'children_in_care' then coalesce(grade, grade_status) end) as children_in_care,
            max(case when area = 'care_leavers' then coalesce(grade, grade_status) end) as care_leavers,
            max(case when area = 'children_in_care_and_care_leavers' then coalesce(grade, grade_status) end) as children_in_care_and_care_leavers,
            max(case when area = 'adoption' then coalesce(grade, grade_status) end) as adoption,
            max(case when area = 'safeguarding_board' then coalesce(grade, grade_status) end) as safeguarding_board
        from judgements group by report_id
    ), asked as (
        select report_id,
            sum(kind = 'improvement' and addressed_to = 'authority') as improvements,
            sum(kind = 'priority_action' and addressed_to = 'authority') as priority_actions,
            sum(kind = 'recommendation' and addressed_to = 'authority') as recommendations,
            sum(addressed_to != 'authority') as asked_of_others
        from recommendations group by report_id
    )
    select reports.key, local_authorities.name as local_authority, local_authorities.code as local_authority_code,
        local_authorities.region, inspections.report_type, inspections.family, inspections.length,
        inspections.inspection_start, inspections.inspection_end, reports.published,
        inspections.overall_effectiveness, inspections.grade_status, leadership, help_and_protection, children_in_care, care_leavers, children_in_care_and_care_leavers, adoption, safeguarding_board,
        inspections.outcome, inspections.outcome_printed, inspections.theme,
        coalesce(improvements, 0) as improvements, coalesce(priority_actions, 0) as priority_actions,
        coalesce(recommendations, 0) as recommendations, coalesce(asked_of_others, 0) as asked_of_others,
        inspections.pages, reports.url, reports.page_url, inspections.report_id
    from inspections join reports on reports.id = inspections.report_id
    left join local_authorities on local_authorities.code = reports.local_authority
    left join judged on judged.report_id = inspections.report_id
    left join asked on asked.report_id = inspections.report_id
    where reports.replaced_by is null;
    create view authority_history as
    with ranked as (
        select *, case overall_effectiveness
                when 'outstanding' then 4 when 'good' then 3 when 'requires_improvement' then 2 when 'inadequate' then 1 end as height,
            family in ('ilacs', 'sif') as graded
        from inspection_outcomes where local_authority_code is not null
    ), compared as (
        select *,
            lag(key) over graded_before as key_before, lag(overall_effectiveness) over graded_before as overall_before,
            lag(height) over graded_before as height_before, lag(family) over graded_before as family_before
        from ranked
        window graded_before as (partition by local_authority_code, graded order by coalesce(inspection_end, published), key)
    )
    select local_authority, local_authority_code, coalesce(inspection_end, published) as date, published, report_type, family,
        overall_effectiveness, grade_status,
        case when graded then overall_before end as overall_before,
        case when graded and key_before is not null then
            case when height is null or height_before is null then 'not comparable'
                when height > height_before then 'better' when height < height_before then 'worse' else 'same' end end as change,
        case when graded and family_before is not family then family_before || ' to ' || family end as change_of_framework,
        priority_actions, key, report_id
    from compared order by local_authority_code, date, key;
    create view latest_outcomes as
    with graded as (
        select *, row_number() over (partition by local_authority_code order by coalesce(inspection_end, published) desc, key desc) as place
        from inspection_outcomes where family in ('ilacs', 'sif') and local_authority_code is not null
    ), given as (
        select local_authority_code, overall_effectiveness, coalesce(inspection_end, published) as date, key,
            row_number() over (partition by local_authority_code order by coalesce(inspection_end, published) desc, key desc) as place
        from inspection_outcomes where family in ('ilacs', 'sif') and overall_effectiveness is not null
    )
    select date('now') as as_at, graded.local_authority, graded.local_authority_code, graded.region,
        graded.leadership, graded.help_and_protection, graded.children_in_care, graded.care_leavers,
        graded.children_in_care_and_care_leavers, graded.overall_effectiveness, graded.grade_status,
        given.overall_effectiveness as last_overall_given, given.date as last_overall_date,
        graded.family, graded.length, graded.inspection_start, graded.inspection_end, graded.published,
        cast(julianday('now') - julianday(coalesce(graded.inspection_end, graded.published)) as integer) as days_since,
        (select count(*) from inspection_outcomes later where later.local_authority_code = graded.local_authority_code
            and later.family = 'focused_visit' and later.priority_actions > 0
            and coalesce(later.inspection_end, later.published) > coalesce(graded.inspection_end, graded.published)
        ) as visits_with_priority_action_since,
        graded.key, graded.report_id
    from graded left join given on given.local_authority_code = graded.local_authority_code and given.place = 1
    left join local_authorities on local_authorities.code = graded.local_authority_code
    where graded.place = 1 and local_authorities.ended is null;
    create view sector_outcomes as
    select reports.urn, inspection_outcomes.local_authority, inspection_outcomes.url as link,
        inspection_outcomes.overall_effectiveness, inspection_outcomes.grade_status, leadership, help_and_protection, children_in_care,
        care_leavers, children_in_care_and_care_leavers,
        case inspection_outcomes.family when 'sif' then 'SIF'
            when 'ilacs' then 'ILACS' || coalesce(' ' || inspection_outcomes.length || ' (from its length)', '') end as framework,
        inspections.lead_inspector as inspector, inspection_outcomes.inspection_start, inspection_outcomes.inspection_end,
        inspection_outcomes.published
    from inspection_outcomes join reports on reports.id = inspection_outcomes.report_id
    join inspections on inspections.report_id = inspection_outcomes.report_id
    where inspection_outcomes.family in ('ilacs', 'sif');
