"""What inspections found, over time and over authorities. Only reads.

grade_scale, graded_inspections, latest     grades, and each authority's latest on a date
current_judgements                          one authority's judgements today, and how each changed
succession, regions                         predecessors of today's councils; regions of England
history, neighbours, two_reports            one authority over time, beside others, report beside report
distributions, after_inadequate             counts with their denominators; what followed an inadequate grade
visits, area_send, monitoring_visits, priority_actions      what gives no grade
week                                        what is new
ofsted_file, ofsted_tables, ofsted_cells    Ofsted's own statistics, read
provider_lists, provider_columns, school_lists      its lists of social care providers and of schools, read
official_inspections, reconciliation        what they list and the archive does not hold; where the two differ
"""
