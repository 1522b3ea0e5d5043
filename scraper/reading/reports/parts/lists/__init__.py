"""Lists of what must improve.

headings, groups        what begins a list, and the groups in it
items, ends             what is an item, and where a list ends
doubts, lists           what makes an item doubtful; all of it put together
"""
