"""Separate processes read everything that comes from outside, with limits on memory and time.

read_document       what such a process does: a document to records or a problem
readers             long-lived processes, replaced when they die; many documents at once
crawl_reader        the one that a crawl's parts share
"""
