"""What families share.

report_text, paragraphs, sentences, contents        the text of a report, cut up
labels, covers, letters, joint_letters, addressees, postal_addresses     first pages
grades, judgement_names, judgement_table, judgements, stated_grades      judgements
people, teams, inspections          who inspected; the record of an inspection, put together
asking, references, lists/, tables/     what must improve
themes, topics                      what a visit looked at
rest_of_pages                       what stands in no paragraph
doubt, text_problems                what makes a fact uncertain
"""
