"""School reports, of which few genuine ones were at hand: what is printed twice or stands in a table of known names, and nothing else.

inspection_2015, inspection_2019     graded inspections under the frameworks of 2015 and 2019; from 2019 also ungraded ones
report_card                          from November 2025: a band an area, no overall grade
independent                          visits of independent schools before they open or change
parts                                what these have in common
"""
